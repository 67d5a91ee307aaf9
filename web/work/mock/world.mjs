// The invented city: organisations with their real names, everything else made up by a seeded dice.
import { recordTypes } from './packs.mjs'

let seed = 20151231
export const dice = (n) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 4294967296) * n)
}
const pick = (list) => list[dice(list.length)]
const two = (n) => String(n).padStart(2, '0')

export const today = '2015-12-31'
export const addDays = (day, n) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * 864e5).toISOString().slice(0, 10)

const suffix = '妇女联合会'
export const orgs = new Map()
const addOrg = (code, short, level, parent, classification = null) =>
  orgs.set(code, {
    code,
    name: short + suffix,
    short,
    level,
    parent,
    children: 0,
    from: '2009-01-01',
    until: null,
    successor: null,
    version: 1,
    classification,
  })
addOrg('321300000000', '宿迁市', 'city', null)
const counties = [
  [
    '321302',
    '宿城区',
    ['幸福街道', '项里街道', '河滨街道', '古城街道', '双庄镇', '耿车镇', '埠子镇', '龙河镇'],
  ],
  ['321311', '宿豫区', ['顺河街道', '豫新街道', '来龙镇', '大兴镇', '陆集镇', '关庙镇']],
  ['321322', '沭阳县', ['沭城镇', '新河镇', '庙头镇', '韩山镇', '颜集镇', '马厂镇', '贤官镇', '桑墟镇']],
  ['321323', '泗阳县', ['众兴镇', '爱园镇', '王集镇', '裴圩镇', '新袁镇', '李口镇', '卢集镇']],
  ['321324', '泗洪县', ['青阳镇', '双沟镇', '上塘镇', '魏营镇', '临淮镇', '半城镇', '孙园镇']],
]
const villageNames = [
  '凤凰',
  '朝阳',
  '大桥',
  '河西',
  '新庄',
  '东圩',
  '周圈',
  '前王',
  '花园',
  '柳树',
  '永兴',
  '红旗',
]
for (const [code, name, towns] of counties) {
  addOrg(`${code}000000`, name, 'county', '321300000000')
  towns.forEach((town, i) => {
    const at = `${code}${String(i + 1 + (town.endsWith('街道') ? 0 : 99)).padStart(3, '0')}`
    addOrg(`${at}000`, town, 'township', `${code}000000`)
    const urban = town.endsWith('街道')
    const count = 5 + dice(4)
    for (let v = 1; v <= count; v++) {
      const word = villageNames[(v - 1 + i) % villageNames.length]
      addOrg(
        `${at}${String(v).padStart(3, '0')}`,
        word + (urban ? '社区' : '村'),
        'village',
        `${at}000`,
        urban ? 'urban' : 'rural',
      )
    }
  })
}
for (const org of orgs.values()) if (org.parent) orgs.get(org.parent).children += 1
export const digits = { city: 4, county: 6, township: 9, village: 12 }
export const within = (code, top) => code.startsWith(top.slice(0, digits[orgs.get(top)?.level ?? 'village']))
export const pathOf = (code) => {
  const out = []
  for (let at = orgs.get(code); at; at = orgs.get(at.parent)) out.unshift({ code: at.code, short: at.short })
  return out
}

const surnames = [...'王李张刘陈杨黄赵周吴徐孙朱马胡郭何林罗高']
const given = [
  '芳',
  '秀英',
  '敏',
  '静',
  '丽',
  '娟',
  '艳',
  '霞',
  '玉兰',
  '桂英',
  '婷',
  '雪',
  '梅',
  '小红',
  '思雨',
  '欣怡',
  '慧',
  '春燕',
]
export const persons = new Map()
export const addPerson = (org, name, sex = 'female', birth = null) => {
  const id = String(5000 + persons.size)
  const person = { id, name, sex, birth, org, orgShort: orgs.get(org).short }
  persons.set(id, person)
  return person
}
const villages = [...orgs.values()].filter((one) => one.level === 'village')
for (let i = 0; i < 400; i++) {
  addPerson(
    pick(villages).code,
    pick(surnames) + pick(given),
    dice(12) ? 'female' : 'male',
    `${1955 + dice(50)}-${two(1 + dice(12))}-${two(1 + dice(28))}`,
  )
}
const people = [...persons.values()]

const schools = ['实验小学', '中心小学', '第二初级中学', '高级中学', '职业技术学校']
const projects = [
  '花木种植',
  '电商网店',
  '手工编织坊',
  '家庭农场',
  '豆制品加工',
  '服装加工',
  '农家乐',
  '家政服务部',
]
const topics = [
  '反家庭暴力法解读',
  '家庭教育公益讲座',
  '“两癌”防治知识',
  '婚姻家庭矛盾调解',
  '女性权益与劳动合同',
  '亲子阅读',
]
const stories = [
  '母亲患病，父亲外出务工，家中还有两名老人需要照顾。',
  '单亲家庭，靠种地和零工维持生活。',
  '孙辈随祖父母生活，低保户。',
]
const sample = (field, org) => {
  if (field.type === 'choice') {
    const one = pick(field.choices)
    return one.of ? pick(one.of).value : one.value
  }
  if (field.type === 'money')
    return field.name === 'amount'
      ? Math.min(field.max, field.max > 1e6 ? 1e6 * (2 + dice(14)) : 1e5 * (1 + dice(4)))
      : 100000 * (5 + dice(40))
  if (field.name === 'attendance') return 30 + dice(150)
  if (field.type === 'count') return Math.min(field.max ?? 100, 20 + dice(60))
  if (field.type === 'decimal') return 90 + dice(100) / 10
  if (field.type === 'year') return 2008 + dice(7)
  if (field.type === 'yes-no') return dice(5) === 0
  if (field.type === 'organisation')
    return pick(villages.filter((v) => v.parent.slice(0, 6) === org.slice(0, 6))).code
  if (field.type === 'person') return pick(people).id
  if (field.name === 'school') return orgs.get(org).short.replace(/(社区|村)$/, '') + pick(schools)
  if (field.name === 'project') return pick(projects)
  if (field.name === 'topic') return pick(topics)
  if (field.name === 'place') return orgs.get(org).short + pick(['妇女之家', '文化广场', '便民服务中心'])
  if (field.name === 'story') return pick(stories)
  return null
}

export const records = new Map()
let number = 0
export const titleOf = (record) => {
  const f = record.fields
  if (record.subject) return `${record.subject.name} ${record.type.title.zh}`
  return (
    f.topic ??
    (f.school
      ? `${f.school}${record.type.title.zh}`
      : f.place
        ? `${f.place}${record.type.title.zh}`
        : record.type.title.zh)
  )
}
export const actorAt = (org) =>
  `${surnames[Number(org.slice(6, 9)) % 20]}${given[Number(org.slice(9)) % 18]} ${orgs.get(org).short}`

export function addRecord(type, org, day, fields, subject, actor = actorAt(org)) {
  number += 1
  const record = {
    id: String(275000000000 + number * 17),
    number: `${org.slice(0, 6)}-${String(number).padStart(8, '0')}`,
    type,
    org,
    state: type.create.to,
    opened: day,
    closedOn: null,
    due: null,
    subject,
    fields,
    participants: [],
    links: [],
    attachments: [],
    version: 1,
    timeline: [],
    createdBy: actor,
    createdAt: `${day}T09:${two(10 + dice(49))}:00+08:00`,
  }
  records.set(record.id, record)
  step(record, type.create, day, actor, {}, null, record.createdAt)
  record.timeline[0].changes = type.fields
    .filter((f) => record.fields[f.name] != null)
    .map((f) => ({ field: f.name, title: f.title, before: null, after: record.fields[f.name] }))
  return record
}
export function step(
  record,
  act,
  day,
  actor,
  fields = {},
  note = null,
  at = `${day}T1${dice(7)}:${two(dice(60))}:00+08:00`,
) {
  const states = record.type.states
  const title = (name) => states.find((s) => s.name === name)?.title ?? null
  const changes = Object.entries(fields).map(([name, after]) => ({
    field: name,
    title: record.type.fields.find((f) => f.name === name)?.title ?? { zh: name, en: name },
    before: record.fields[name] ?? null,
    after,
  }))
  const from = act.name === 'create' ? null : record.state
  Object.assign(record.fields, fields)
  if (act.to) {
    record.state = act.to
    const now = states.find((s) => s.name === act.to)
    record.closedOn = now.closed ? day : null
    const days = record.type.flow.days[act.to]
    record.due = days ? addDays(day, days) : null
    if (now.closed) record.late = false
  }
  const entry = {
    n: record.timeline.length + 1,
    at,
    day,
    actor,
    action: act.name,
    actionTitle: act.title,
    from,
    to: act.to ?? null,
    fromTitle: title(from),
    toTitle: title(act.to),
    note,
    changes,
    participants: 0,
    due: act.to ? record.due : null,
  }
  record.timeline.push(entry)
  record.version = record.timeline.length
  return entry
}

for (let i = 0; i < 900; i++) {
  const type = recordTypes[[0, 0, 0, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 6][dice(15)]]
  const org = pick(
    [...orgs.values()].filter(
      (o) => type.levels.includes(o.level) && (o.level === 'village' || dice(6) === 0),
    ),
  )
  let day = addDays('2015-01-04', dice(360))
  const person = type.subject ? pick(people) : null
  const fields = {}
  for (const f of type.fields)
    if (type.create.needs.includes(f.name) || type.create.takes.includes(f.name))
      fields[f.name] = sample(f, org.code)
  const record = addRecord(
    type,
    org.code,
    day,
    fields,
    person && { kind: 'person', id: person.id, name: person.name },
  )
  for (const name of type.flow.does) {
    const act = type.actions.find((one) => one.name === name)
    const next = addDays(day, 2 + dice(20))
    if (next > today || (next > '2015-12-10' && dice(3) === 0)) break
    day = next
    const given = {}
    for (const f of [...act.needs, ...act.takes]) {
      const def = type.fields.find((one) => one.name === f)
      const value = def.type === 'date' ? day : sample(def, org.code)
      if (value != null) given[f] = value
    }
    step(
      record,
      act,
      day,
      actorAt(act.name === 'pay' ? '321300000000' : (orgs.get(org.code).parent ?? org.code)),
      given,
      name === 'approve' ? '材料齐全，情况属实，同意上报。' : null,
    )
  }
  if (type.participants[0]?.who === 'person')
    for (let p = 0; p < 6 + dice(8); p++) {
      const one = pick(people)
      record.participants.push({
        role: 'trainee',
        roleTitle: type.participants[0].title,
        kind: 'person',
        id: one.id,
        name: one.name,
        day: record.opened,
      })
    }
}
const all = [...records.values()]
for (let i = 0; i < 60; i++) {
  const a = pick(all),
    b = pick(all)
  if (a !== b) a.links.push({ kind: 'related', id: b.id })
}
for (let i = 0; i < 80; i++)
  pick(all).attachments.push({
    id: `a${i}`,
    name: pick(['申请表.pdf', '现场照片.jpg', '发放签收单.xlsx', '调查报告.docx']),
    size: 20000 + dice(900000),
    media: 'application/pdf',
    at: '2015-11-20T10:12:00+08:00',
    by: '王芳',
  })
