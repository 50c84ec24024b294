// A second opinion on credentials, from software that is not ours: @digitalbazaar/vc with its eddsa-rdfc-2022 suite, offline.
//
// A long-lived process. One JSON object a line comes in, one goes out, in order; `id` is repeated.
//   {"id":1,"op":"verify","document":{…},"documents":{"did:web:…":{…}}}
//       -> {"id":1,"ok":true,"verified":true}                       or {"id":1,"ok":true,"verified":false,"errors":["…"]}
//   {"id":2,"op":"sign","document":{…},"secretKeyMultibase":"z3u2…","created":"2026-01-01T00:00:00Z"}
//       -> {"id":2,"ok":true,"document":{…}}
//       `verificationMethod` and `controller` name the key; without them it is the did:key of the key.
//   {"id":3,"op":"rate","work":"sign"|"verify","document":{…},"secretKeyMultibase":"z3u2…","seconds":3}
//       -> {"id":3,"ok":true,"perSecond":312.5}
//   {"id":4,"op":"canonize","text":"{…}"}
//       -> {"id":4,"ok":true,"canonical":"<…> …"}                  or {"id":4,"ok":true,"refused":"…"}     (safe mode, no base IRI)
// What cannot be done is {"id":…,"ok":false,"error":"…"}. `documents` are handed to the document loader; nothing else is ever loaded but
// the contexts of the npm packages and of the folder CAIRN_STANDARDS (default ../shared/standards beside the checkout).
// The oracle judges proof, issuer, dates and data model. Status lists it does not fetch: a credential's status passes here.

import {createInterface} from 'node:readline';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import multikeyContext from '@digitalbazaar/multikey-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as DidKey from '@digitalbazaar/did-method-key';
import * as vc from '@digitalbazaar/vc';
import jsigs from 'jsonld-signatures';
import jsonld from 'jsonld';

const operations = {verify, sign, rate, canonize};
const contexts = readContexts();
const didKey = DidKey.driver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

for await (const line of createInterface({input: process.stdin, crlfDelay: Infinity})) {
  if (line.trim() === '') continue;
  process.stdout.write(JSON.stringify(await answer(line)) + '\n');
}

async function answer(line) {
  let id = null;
  try {
    const request = JSON.parse(line);
    id = request.id;
    return {id, ok: true, ...await operations[request.op](request)};
  } catch (error) {
    return {id, ok: false, error: describe(error)};
  }
}

async function verify({document, documents, now}) {
  const result = await vc.verifyCredential({
    credential: document,
    suite: verifyingSuite(),
    documentLoader: loaderWith(documents),
    checkStatus: async () => ({verified: true}),
    ...(now ? {now: new Date(now)} : {})
  });
  return result.verified ? {verified: true} : {verified: false, errors: reasonsOf(result)};
}

async function sign({document, secretKeyMultibase, verificationMethod, controller, created}) {
  const suite = await signingSuite({secretKeyMultibase, verificationMethod, controller, created});
  return {document: await vc.issue({credential: document, suite, documentLoader: loaderWith()})};
}

async function canonize({text}) {
  try {
    const options = {algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, base: null, maxWorkFactor: 3, documentLoader: loaderWith()};
    return {canonical: await jsonld.canonize(JSON.parse(text), options)};
  } catch (error) {
    return {refused: describe(error)};
  }
}

async function rate({work, document, secretKeyMultibase, seconds}) {
  const created = '2026-01-01T00:00:00Z';
  const documentLoader = loaderWith();
  const suite = await signingSuite({secretKeyMultibase, created});
  const signed = await vc.issue({credential: structuredClone(document), suite, documentLoader});
  const once = work === 'sign'
    ? async () => vc.issue({credential: structuredClone(document), suite: await signingSuite({secretKeyMultibase, created}), documentLoader})
    : async () => {
      const {verified} = await vc.verifyCredential({credential: structuredClone(signed), suite: verifyingSuite(), documentLoader});
      if (!verified) throw new Error('the credential that is measured does not verify');
    };

  for (let i = 0; i < 50; i++) await once();
  // Seconds of the processor, not of the wall: what else the machine does meanwhile does not count.
  const start = process.cpuUsage();
  const worked = () => {
    const {user, system} = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  let count = 0;
  for (; worked() < seconds; count++) await once();
  return {perSecond: count / worked()};
}

function verifyingSuite() {
  return new DataIntegrityProof({cryptosuite});
}

async function signingSuite({secretKeyMultibase, verificationMethod, controller, created}) {
  const key = await keyOf(secretKeyMultibase);
  const did = `did:key:${key.publicKeyMultibase}`;
  key.controller = controller ?? did;
  key.id = verificationMethod ?? `${did}#${key.publicKeyMultibase}`;
  return new DataIntegrityProof({signer: key.signer(), date: created, cryptosuite});
}

// Keys come as the seed alone (z3u2…); the library wants seed and public key together.
async function keyOf(secretKeyMultibase) {
  return Ed25519Multikey.generate({seed: seedOf(secretKeyMultibase)});
}

function seedOf(multibase) {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let value = 0n;
  for (const digit of multibase.slice(1)) value = value * 58n + BigInt(alphabet.indexOf(digit));
  return new Uint8Array(Buffer.from(value.toString(16).padStart(68, '0'), 'hex').subarray(2, 34));
}

function loaderWith(documents = {}) {
  return jsigs.extendContextLoader(async url => {
    if (contexts.has(url)) return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
    if (Object.hasOwn(documents, url)) return {contextUrl: null, documentUrl: url, document: documents[url]};
    if (url.startsWith('did:key:')) return {contextUrl: null, documentUrl: url, document: await didKey.get({url})};
    const [base, fragment] = url.split('#');
    if (fragment !== undefined && Object.hasOwn(documents, base)) {
      const method = documents[base].verificationMethod?.find(m => m.id === url);
      if (method) return {contextUrl: null, documentUrl: url, document: {'@context': 'https://w3id.org/security/multikey/v1', ...method}};
    }
    throw new Error(`offline: ${url}`);
  });
}

function readContexts() {
  const all = new Map([...credentialsContexts]);
  for (const source of [dataIntegrityContext, multikeyContext])
    for (const [url, document] of (source.contexts ?? source.default?.contexts)) all.set(url, document);

  const here = dirname(fileURLToPath(import.meta.url));
  const folder = join(process.env.CAIRN_STANDARDS || resolve(here, '../../../shared/standards'), 'contexts');
  if (existsSync(join(folder, 'index.json')))
    for (const [url, file] of Object.entries(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'))))
      if (!all.has(url)) all.set(url, JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return all;
}

function reasonsOf(result) {
  const errors = [result.error, ...(result.error?.errors ?? []), ...(result.results ?? []).map(r => r.error)];
  return [...new Set(errors.filter(Boolean).map(describe))];
}

function describe(error) {
  return `${error.name}: ${error.message}`;
}
