// Writes the demo district's roster, OneRoster 1.1 CSV, bulk:  node build/roster.mjs src/Cairn/Demo/Roster
// The same seed gives the same bytes. Ages fit the school year 2026-27.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { traditions } from './roster-names.mjs';
import { courses, grades, named, schools, staff } from './roster-plan.mjs';

const folder = process.argv[2] ?? 'src/Cairn/Demo/Roster';
const year = 2026;
const random = mulberry32(20260817);
const pick = list => list[Math.floor(random() * list.length)];
const shuffled = list => list.map(item => [random(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
const number = (value, width) => String(value).padStart(width, '0');

const users = [];
const demographics = [];
const usernames = new Set(named.map(person => person.username));
const fullNames = new Set(named.map(person => `${person.given} ${person.family}`));

const children = enrolChildren();
const teachers = hire();
const { courseRows, classRows, enrollmentRows } = timetable();
write();

// Children first, then the families around them.

function enrolChildren() {
  const fixed = named.filter(person => person.role === 'student');
  const slots = shuffled(grades.flatMap(grade => Array.from(
    { length: grade.children - fixed.filter(person => person.grade === grade.code).length }, () => grade.code)));

  const households = [...new Set(fixed.map(person => person.household))].map(name => fixed.filter(person => person.household === name));
  const born = households.flatMap(siblings => family(siblings.map(child => child.grade), siblings));
  while (slots.length > 0) born.push(...family(slots.splice(0, familySize(slots.length))));
  return born.sort((a, b) => a.order - b.order);
}

function familySize(left) {
  const roll = random();
  return Math.min(left, roll < 0.56 ? 1 : roll < 0.9 ? 2 : 3);
}

function family(childGrades, fixed = []) {
  const tradition = weighted(traditions);
  const surname = fixed[0]?.family ?? pick(tradition.family);
  const births = [];
  const siblings = childGrades.map((grade, at) => child(grade, surname, tradition, births, fixed[at]));
  for (const adult of adults(surname, tradition, siblings, fixed[0]?.household)) {
    adult.agents = siblings.map(sibling => sibling.id);
    adult.orgs = [...new Set(siblings.map(sibling => sibling.orgs[0]))];
    for (const sibling of siblings) sibling.agents.push(adult.id);
  }
  return siblings;
}

function child(grade, surname, tradition, births, fixed) {
  const { school, order } = grades.find(entry => entry.code === grade);
  const roll = random();
  const givenNames = roll < 0.06 ? tradition.n : roll < 0.53 ? tradition.f : tradition.m;
  const given = fixed?.given ?? unusedName(givenNames, surname);
  const person = add({
    id: fixed?.id ?? `student-${number(users.filter(user => user.role === 'student').length + 1, 4)}`,
    role: 'student', given, family: surname, username: fixed?.username, orgs: [school], grades: grade, agents: [] });
  person.order = order;
  const birth = fixed?.birth ?? birthDate(order, births);
  births.push({ order, birth });
  demographics.push({ id: person.id, birth });
  return person;
}

/** Grade n holds those who turned n + 5 in the year up to the first of September. Siblings in one grade are twins. */
function birthDate(order, births) {
  const twin = births.find(other => other.order === order);
  if (twin) return twin.birth;

  const first = Date.UTC(year - order - 6, 8, 2);
  for (;;) {
    const day = first + Math.floor(random() * 365) * 86_400_000;
    if (births.every(({ birth }) => Math.abs(Date.parse(birth) - day) > 320 * 86_400_000)) return new Date(day).toISOString().slice(0, 10);
  }
}

function adults(surname, tradition, siblings, household) {
  const fixed = named.filter(person => person.household === household && household && person.role !== 'student');
  if (fixed.length > 0) return fixed.map(person => add({ ...person, agents: [] }));

  const roll = random();
  if (roll < 0.06) return [];                                             // the school has no address on file
  if (roll < 0.11) return [guardian('guardian', pick(weighted(traditions).family), tradition)];
  if (roll < 0.35) return [guardian('parent', surname, tradition)];
  const other = random() < 0.3 ? pick(weighted(traditions).family) : surname;
  return [guardian('parent', surname, tradition), guardian('parent', other, tradition)];
}

function guardian(role, surname, tradition) {
  const count = users.filter(user => user.role === 'parent' || user.role === 'guardian').length;
  return add({ id: `guardian-${number(count + 1, 4)}`, role, given: unusedName([...tradition.f, ...tradition.m], surname), family: surname, agents: [] });
}

function hire() {
  return staff.map((post, at) => {
    const fixed = named.find(person => person.post === post.key);
    const tradition = weighted(traditions);
    const family = fixed?.family ?? pick(tradition.family);
    const given = fixed?.given ?? unusedName([...tradition.f, ...tradition.m], family);
    return { ...post, user: add({ id: fixed?.id ?? `staff-${number(at + 1, 3)}`, role: post.role ?? 'teacher', given, family, username: fixed?.username, orgs: [post.school], agents: [] }) };
  });
}

// Then the timetable: a homeroom for everybody, and each course of a grade in as many sections as there are homerooms.

function timetable() {
  const courseRows = [];
  const classRows = [];
  const enrollmentRows = [];
  for (const grade of grades) {
    const here = shuffled(children.filter(person => person.grades === grade.code));
    const rooms = split(here, grade.homerooms);
    const first = rooms.findIndex(room => room.some(person => person.id === 'student-leo-park'));
    if (first > 0) [rooms[0], rooms[first]] = [rooms[first], rooms[0]];   // Leo is in the first of the two first grades

    for (const course of courses.filter(entry => entry.grades.includes(grade.code))) {
      const id = `course-${course.code.toLowerCase()}-${grade.code.toLowerCase()}`;
      const title = course.homeroom ? `Homeroom ${grade.title}` : `${course.title} ${grade.title}`;
      courseRows.push([id, '', '', 'session-2026-27', title, `${course.code}-${grade.code}`, grade.code, grade.school, course.subject ?? '', '']);
      const sections = course.homeroom || !grade.mixes ? rooms : split(shuffled(here), rooms.length);
      sections.forEach((section, at) => {
        const letter = 'AB'[at];
        const lead = teacherOf(course, grade.code, at);
        const classId = `class-${course.code.toLowerCase()}-${grade.code.toLowerCase()}-${letter.toLowerCase()}`;
        const name = course.homeroom && grade.school === 'org-elementary' ? `${grade.title}, ${lead.user.family}` : `${title} ${letter}`;
        classRows.push([classId, '', '', name, grade.code, id, `${course.code}${grade.code}${letter}`, course.homeroom ? 'homeroom' : 'scheduled',
          `Room ${lead.room}`, grade.school, 'session-2026-27', course.subject ?? '', '', course.homeroom ? '0' : String(course.period)]);
        const enrol = (person, role, primary) => enrollmentRows.push(
          [`${classId}--${person.id}`, '', '', classId, grade.school, person.id, role, primary, `${year}-08-24`, `${year + 1}-06-11`]);
        enrol(lead.user, 'teacher', 'true');
        for (const person of section.sort((a, b) => (a.family + a.given).localeCompare(b.family + b.given, 'en'))) enrol(person, 'student', '');
      });
    }
  }
  return { courseRows, classRows, enrollmentRows };
}

function teacherOf(course, grade, section) {
  const able = teachers.filter(post => post.teaches?.some(duty => duty.course === course.code && duty.grades.includes(grade)));
  if (able.length === 0) throw new Error(`nobody teaches ${course.code} in ${grade}`);
  return able[section % able.length];
}

function split(people, parts) {
  return Array.from({ length: parts }, (_, part) => people.filter((_, at) => at % parts === part));
}

// People.

function add(person) {
  person.username ??= freeUsername(person);
  person.orgs ??= [];
  person.grades ??= '';
  users.push(person);
  return person;
}

function unusedName(givenNames, surname) {
  for (let tries = 0; tries < 200; tries++) {
    const given = pick(givenNames);
    if (fullNames.has(`${given} ${surname}`)) continue;
    fullNames.add(`${given} ${surname}`);
    return given;
  }
  return `${pick(givenNames)} ${pick(givenNames)}`;                       // a second given name, as families do
}

function freeUsername({ given, family }) {
  const plain = text => text.replaceAll('ł', 'l').replaceAll('Ł', 'L').normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();
  const base = `${plain(given)}.${plain(family)}`;
  let name = base;
  for (let next = 2; usernames.has(name); next++) name = base + next;
  usernames.add(name);
  return name;
}

function weighted(list) {
  let roll = random() * list.reduce((sum, item) => sum + item.weight, 0);
  return list.find(item => (roll -= item.weight) < 0) ?? list.at(-1);
}

function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Files. Status and date of the last change stay empty: this is bulk.

function write() {
  mkdirSync(folder, { recursive: true });
  const bulk = ['academicSessions', 'classes', 'courses', 'demographics', 'enrollments', 'orgs', 'users'];
  const absent = ['categories', 'classResources', 'courseResources', 'lineItems', 'resources', 'results'];
  csv('manifest', 'propertyName,value', [
    ['manifest.version', '1.0'], ['oneroster.version', '1.1'],
    ...[...bulk, ...absent].sort().map(file => [`file.${file}`, bulk.includes(file) ? 'bulk' : 'absent']),
    ['source.systemName', 'Cedar Hollow Student Information System'], ['source.systemCode', 'CHUSD']]);
  csv('orgs', 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
    schools.map(org => [org.id, '', '', org.name, org.type, org.identifier, org.parent]));
  csv('academicSessions', 'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear', [
    ['session-2026-27', '', '', 'School year 2026–27', 'schoolYear', '2026-08-24', '2027-06-11', '', '2027'],
    ['session-2026-27-s1', '', '', 'First semester', 'semester', '2026-08-24', '2027-01-22', 'session-2026-27', '2027'],
    ['session-2026-27-s2', '', '', 'Second semester', 'semester', '2027-01-25', '2027-06-11', 'session-2026-27', '2027']]);
  csv('courses', 'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes', courseRows);
  csv('classes', 'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods', classRows);
  csv('users', 'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
    users.map(user => [user.id, '', '', 'true', user.orgs.join(','), user.role, user.username, '', user.given, user.family, '', '',
      `${user.username}@cedarhollow.example`, '', '', user.agents.join(','), user.grades, '']));
  csv('enrollments', 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate', enrollmentRows);
  csv('demographics', 'sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus',
    // Only what somebody needs: rules that depend on age need the birth date.
    demographics.map(({ id, birth }) => [id, '', '', birth, ...Array(12).fill('')]));
}

function csv(name, header, rows) {
  const field = value => /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  writeFileSync(join(folder, `${name}.csv`), [header, ...rows.map(row => row.map(field).join(','))].join('\n') + '\n');
}
