// A second opinion on credentials, from software that is not ours: @digitalbazaar/vc with its Data Integrity suites, and Node's own JOSE
// primitives; offline.
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
//   {"id":5,"op":"derive","document":{…},"selectivePointers":["/a"]}
//       -> {"id":5,"ok":true,"document":{…}}                        (ecdsa-sd-2023)
//   {"id":6,"op":"jwsVerify","jws":"…","jwk":{…}}  -> {"id":6,"ok":true,"verified":true}
//   {"id":7,"op":"jwsSign","header":{…},"payload":"{…}","pkcs8":"base64"}  -> {"id":7,"ok":true,"jws":"…"}
// `sign` takes a `suite` (default eddsa-rdfc-2022) and, for ecdsa-sd-2023, `mandatoryPointers`; `verify` reads the suite in the proof.
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
import {createPrivateKey, createPublicKey, sign as cryptoSign, verify as cryptoVerify} from 'node:crypto';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as eddsaJcs2022 from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as ecdsaJcs2019 from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import * as ecdsaSd2023 from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as DidKey from '@digitalbazaar/did-method-key';
import * as vc from '@digitalbazaar/vc';
import jsigs from 'jsonld-signatures';
import jsonld from 'jsonld';

const operations = {verify, sign, derive, rate, canonize, jwsVerify, jwsSign};
const same = suite => ({sign: () => suite, verify: () => suite});
const suites = {
  'eddsa-rdfc-2022': same(eddsaRdfc2022),
  'ecdsa-rdfc-2019': same(ecdsaRdfc2019),
  'eddsa-jcs-2022': {sign: eddsaJcs2022.createSignCryptosuite, verify: eddsaJcs2022.createVerifyCryptosuite},
  'ecdsa-jcs-2019': {sign: ecdsaJcs2019.createSignCryptosuite, verify: ecdsaJcs2019.createVerifyCryptosuite},
  'ecdsa-sd-2023': {sign: ecdsaSd2023.createSignCryptosuite, verify: ecdsaSd2023.createVerifyCryptosuite}
};
const hashes = {ES256: 'sha256', ES384: 'sha384', RS256: 'sha256', EdDSA: null};
const contexts = readContexts();
const didKey = DidKey.driver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});
didKey.use({multibaseMultikeyHeader: 'zDna', fromMultibase: EcdsaMultikey.from});
didKey.use({multibaseMultikeyHeader: 'z82L', fromMultibase: EcdsaMultikey.from});

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
    suite: verifyingSuite(document),
    documentLoader: loaderWith(documents),
    checkStatus: async () => ({verified: true}),
    ...(now ? {now: new Date(now)} : {})
  });
  return result.verified ? {verified: true} : {verified: false, errors: reasonsOf(result)};
}

async function sign({document, ...options}) {
  const suite = await signingSuite(options);
  return {document: await vc.issue({credential: document, suite, documentLoader: loaderWith()})};
}

async function derive({document, selectivePointers}) {
  const cryptosuite = ecdsaSd2023.createDiscloseCryptosuite({selectivePointers});
  const suite = new DataIntegrityProof({cryptosuite});
  return {document: await vc.derive({verifiableCredential: document, suite, documentLoader: loaderWith()})};
}

async function jwsVerify({jws, jwk}) {
  const [header, payload, signature] = jws.split('.');
  const {alg} = JSON.parse(Buffer.from(header, 'base64url'));
  const key = {key: createPublicKey({key: jwk, format: 'jwk'}), dsaEncoding: 'ieee-p1363'};
  return {verified: cryptoVerify(hashes[alg], Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))};
}

async function jwsSign({header, payload, pkcs8}) {
  const input = [JSON.stringify(header), payload].map(part => Buffer.from(part).toString('base64url')).join('.');
  const key = {key: createPrivateKey({key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8'}), dsaEncoding: 'ieee-p1363'};
  return {jws: `${input}.${cryptoSign(hashes[header.alg], Buffer.from(input), key).toString('base64url')}`};
}

async function canonize({text}) {
  try {
    const options = {algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, base: null, rdfDirection: 'i18n-datatype', maxWorkFactor: 3, documentLoader: loaderWith()};
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
      const {verified} = await vc.verifyCredential({credential: structuredClone(signed), suite: verifyingSuite(signed), documentLoader});
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

function verifyingSuite(document) {
  const name = [document.proof].flat()[0]?.cryptosuite ?? 'eddsa-rdfc-2022';
  return new DataIntegrityProof({cryptosuite: suites[name].verify()});
}

async function signingSuite({secretKeyMultibase, verificationMethod, controller, created, suite = 'eddsa-rdfc-2022', mandatoryPointers}) {
  const key = await keyOf(secretKeyMultibase);
  const did = `did:key:${key.publicKeyMultibase ?? (await key.export({publicKey: true})).publicKeyMultibase}`;
  key.controller = controller ?? did;
  key.id = verificationMethod ?? `${did}#${did.slice('did:key:'.length)}`;
  const cryptosuite = suites[suite].sign(suite === 'ecdsa-sd-2023' ? {mandatoryPointers} : undefined);
  return new DataIntegrityProof({signer: key.signer(), date: created, cryptosuite});
}

// Keys come as the secret alone (z3u2…, z42t…, z2fa…); the libraries want it together with the public key.
async function keyOf(secretKeyMultibase) {
  if (secretKeyMultibase.startsWith('z3u2')) return Ed25519Multikey.generate({seed: seedOf(secretKeyMultibase)});
  const [secret, publicKeyMultibase] = secretKeyMultibase.split(' ');
  return EcdsaMultikey.from({type: 'Multikey', publicKeyMultibase, secretKeyMultibase: secret});
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
