// The demo district: its schools, grades, courses, posts, and the people whom the tour in the README names.

export const schools = [
  { id: 'org-district', name: 'Cedar Hollow Unified School District', type: 'district', identifier: 'CHUSD', parent: '' },
  { id: 'org-elementary', name: 'Willow Creek Elementary School', type: 'school', identifier: 'WCE', parent: 'org-district' },
  { id: 'org-middle', name: 'Juniper Ridge Middle School', type: 'school', identifier: 'JRM', parent: 'org-district' },
  { id: 'org-high', name: 'Cedar Hollow High School', type: 'school', identifier: 'CHH', parent: 'org-district' }
];

const elementary = ['KG', '01', '02', '03', '04', '05'];
const middle = ['06', '07', '08'];
const high = ['09', '10', '11', '12'];

/** order: years since kindergarten. mixes: sections are drawn anew for each course, as in the upper schools. */
export const grades = [...elementary, ...middle, ...high].map((code, order) => ({
  code,
  order,
  title: order === 0 ? 'Kindergarten' : `Grade ${order}`,
  school: order <= 5 ? 'org-elementary' : order <= 8 ? 'org-middle' : 'org-high',
  children: order <= 5 ? 32 : order <= 8 ? 36 : 30,
  homerooms: 2,
  mixes: order > 5
}));

export const courses = [
  { code: 'HR', homeroom: true, grades: [...elementary, ...middle, ...high] },
  { code: 'MUS', title: 'Music', subject: 'Music', grades: elementary, period: 5 },
  { code: 'ART', title: 'Art', subject: 'Visual arts', grades: [...elementary, ...middle], period: 6 },
  { code: 'PE', title: 'Physical education', subject: 'Physical education', grades: [...elementary, ...middle, '09', '10'], period: 7 },
  { code: 'ELA', title: 'English', subject: 'English language arts', grades: [...middle, ...high], period: 1 },
  { code: 'MAT', title: 'Mathematics', subject: 'Mathematics', grades: [...middle, ...high], period: 2 },
  { code: 'SCI', title: 'Science', subject: 'Science', grades: [...middle, ...high], period: 3 },
  { code: 'SOC', title: 'Social studies', subject: 'Social studies', grades: [...middle, ...high], period: 4 },
  { code: 'SPA', title: 'Spanish', subject: 'World languages', grades: [...middle, '09', '10'], period: 5 },
  { code: 'CS', title: 'Computer science', subject: 'Computer science', grades: ['08', '09', '10', '11', '12'], period: 8 },
  { code: 'HEA', title: 'Health science', subject: 'Career and technical education', grades: ['11', '12'], period: 5 },
  { code: 'BUS', title: 'Business and retail', subject: 'Career and technical education', grades: ['11', '12'], period: 6 }
];

const duty = (course, ...of) => ({ course, grades: of });
const homeroomTeachers = elementary.flatMap((grade, at) => ['a', 'b'].map((letter, room) => ({
  key: `homeroom-${grade}-${letter}`, school: 'org-elementary', room: 101 + at * 2 + room, teaches: [duty('HR', grade)] })));

export const staff = [
  { key: 'superintendent', school: 'org-district', role: 'administrator' },
  { key: 'curriculum', school: 'org-district', role: 'administrator' },
  { key: 'principal-elementary', school: 'org-elementary', role: 'administrator' },
  { key: 'principal-middle', school: 'org-middle', role: 'administrator' },
  { key: 'principal-high', school: 'org-high', role: 'administrator' },
  { key: 'counselor-high', school: 'org-high', role: 'administrator' },
  { key: 'aide-elementary', school: 'org-elementary', role: 'aide' },
  ...homeroomTeachers,
  { key: 'music', school: 'org-elementary', room: 120, teaches: [duty('MUS', ...elementary)] },
  { key: 'art-elementary', school: 'org-elementary', room: 121, teaches: [duty('ART', ...elementary)] },
  { key: 'pe-elementary', school: 'org-elementary', room: 'Gym', teaches: [duty('PE', ...elementary)] },
  { key: 'ela-middle-1', school: 'org-middle', room: 201, teaches: [duty('ELA', '06', '07'), duty('HR', '06')] },
  { key: 'ela-middle-2', school: 'org-middle', room: 202, teaches: [duty('ELA', '07', '08'), duty('HR', '08')] },
  { key: 'math-middle-1', school: 'org-middle', room: 203, teaches: [duty('MAT', '06', '07'), duty('HR', '06')] },
  { key: 'math-middle-2', school: 'org-middle', room: 204, teaches: [duty('MAT', '07', '08'), duty('HR', '08')] },
  { key: 'science-middle-1', school: 'org-middle', room: 205, teaches: [duty('SCI', '06', '07'), duty('HR', '07')] },
  { key: 'science-middle-2', school: 'org-middle', room: 206, teaches: [duty('SCI', '08'), duty('HR', '07')] },
  { key: 'social-middle-1', school: 'org-middle', room: 207, teaches: [duty('SOC', '06', '07')] },
  { key: 'social-middle-2', school: 'org-middle', room: 208, teaches: [duty('SOC', '07', '08')] },
  { key: 'spanish-middle', school: 'org-middle', room: 209, teaches: [duty('SPA', ...middle)] },
  { key: 'cs-middle', school: 'org-middle', room: 210, teaches: [duty('CS', '08')] },
  { key: 'art-middle', school: 'org-middle', room: 211, teaches: [duty('ART', ...middle)] },
  { key: 'pe-middle', school: 'org-middle', room: 'Gym', teaches: [duty('PE', ...middle)] },
  { key: 'english-high-1', school: 'org-high', room: 301, teaches: [duty('ELA', '09', '10'), duty('HR', '10')] },
  { key: 'english-high-2', school: 'org-high', room: 302, teaches: [duty('ELA', '11', '12'), duty('HR', '12')] },
  { key: 'math-high-1', school: 'org-high', room: 303, teaches: [duty('MAT', '09', '10'), duty('HR', '09')] },
  { key: 'math-high-2', school: 'org-high', room: 304, teaches: [duty('MAT', '11', '12'), duty('HR', '11')] },
  { key: 'science-high-1', school: 'org-high', room: 305, teaches: [duty('SCI', '09', '10'), duty('HR', '09')] },
  { key: 'science-high-2', school: 'org-high', room: 306, teaches: [duty('SCI', '11', '12'), duty('HR', '11')] },
  { key: 'social-high-1', school: 'org-high', room: 307, teaches: [duty('SOC', '09', '10'), duty('HR', '10')] },
  { key: 'social-high-2', school: 'org-high', room: 308, teaches: [duty('SOC', '11', '12'), duty('HR', '12')] },
  { key: 'spanish-high', school: 'org-high', room: 309, teaches: [duty('SPA', '09', '10')] },
  { key: 'cs-high', school: 'org-high', room: 310, teaches: [duty('CS', ...high)] },
  { key: 'health-high', school: 'org-high', room: 311, teaches: [duty('HEA', '11', '12')] },
  { key: 'business-high', school: 'org-high', room: 312, teaches: [duty('BUS', '11', '12')] },
  { key: 'pe-high', school: 'org-high', room: 'Gym', teaches: [duty('PE', '09', '10')] }
];

/** A household's people belong together; a post is one of the staff above. */
export const named = [
  { id: 'staff-amara-okafor', username: 'amara.okafor', given: 'Amara', family: 'Okafor', post: 'english-high-1' },
  { id: 'staff-henrik-lund', username: 'henrik.lund', given: 'Henrik', family: 'Lund', post: 'curriculum' },
  { id: 'staff-priya-raman', username: 'priya.raman', given: 'Priya', family: 'Raman', post: 'math-high-2' },
  { id: 'staff-sam-whitfield', username: 'sam.whitfield', given: 'Sam', family: 'Whitfield', post: 'principal-high' },
  { id: 'staff-rosa-delgado', username: 'rosa.delgado', given: 'Rosa', family: 'Delgado', post: 'science-middle-1' },
  { id: 'staff-nadia-haddad', username: 'nadia.haddad', given: 'Nadia', family: 'Haddad', post: 'homeroom-01-a' },
  { id: 'student-maya-chen', username: 'maya.chen', given: 'Maya', family: 'Chen', role: 'student', household: 'chen', grade: '10', birth: '2011-03-14' },
  { id: 'student-eli-chen', username: 'eli.chen', given: 'Eli', family: 'Chen', role: 'student', household: 'chen', grade: '07', birth: '2014-06-02' },
  { id: 'student-theo-brandt', username: 'theo.brandt', given: 'Theo', family: 'Brandt', role: 'student', household: 'brandt', grade: '12', birth: '2008-09-05' },
  { id: 'student-leo-park', username: 'leo.park', given: 'Leo', family: 'Park', role: 'student', household: 'park', grade: '01', birth: '2020-02-18' },
  { id: 'student-hana-park', username: 'hana.park', given: 'Hana', family: 'Park', role: 'student', household: 'park', grade: '04', birth: '2016-11-30' },
  { id: 'guardian-june-park', username: 'june.park', given: 'June', family: 'Park', role: 'parent', household: 'park' },
  { id: 'guardian-wei-chen', username: 'wei.chen', given: 'Wei', family: 'Chen', role: 'parent', household: 'chen' },
  { id: 'guardian-ingrid-brandt', username: 'ingrid.brandt', given: 'Ingrid', family: 'Brandt', role: 'parent', household: 'brandt' }
];
