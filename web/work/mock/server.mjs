// Serves /api with invented data, and dist/ when it is built, so that every page can be seen without the
// C++ server: node mock/server.mjs [port]. Nothing is kept; a restart brings the first state back.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { behind, breakdown, dashboard, valueOf, words } from './figures.mjs'
import { figureList, programmeList, publicType, recordTypes } from './packs.mjs'
import { reportOf, typeIn } from './report.mjs'
import * as world from './world.mjs'

const { orgs, persons, records, today, within } = world
const port = Number(process.argv[2] ?? 8787)
const text = (zh, en) => ({ zh, en })

class Refusal extends Error {
  constructor(status, code, zh, en, more = {}) {
    super(zh)
    Object.assign(this, {
      status,
      paper: { type: 'about:blank', title: code, status, code, text: text(zh, en), ...more },
    })
  }
}
const invalid = (problems) =>
  new Refusal(422, 'records.invalid', '有内容需要补充或更正。', 'Some entries need attention.', { problems })
const at = (pointer, code, zh, en) => ({ pointer, code, text: text(zh, en), detail: zh })

const roles = [
  [
    'village-head',
    '村（居）妇联主席',
    'Village chair',
    ['village'],
    ['read-records', 'write-records', 'read-figures', 'read-reports'],
  ],
  [
    'township-chair',
    '乡镇（街道）妇联主席',
    'Township chair',
    ['township'],
    ['read-records', 'write-records', 'read-figures', 'read-reports', 'export'],
  ],
  [
    'keeper',
    '部门干部',
    'Department cadre',
    ['county', 'city'],
    ['read-records', 'write-records', 'read-figures', 'read-reports', 'type-figures', 'export'],
  ],
  [
    'head',
    '妇联主席',
    'Chair',
    ['county', 'city'],
    [
      'read-records',
      'write-records',
      'read-figures',
      'read-reports',
      'type-figures',
      'export',
      'read-journal',
    ],
  ],
  [
    'admin',
    '管理员',
    'Administrator',
    ['county', 'city'],
    [
      'read-records',
      'write-records',
      'read-figures',
      'read-reports',
      'export',
      'type-figures',
      'manage-organisations',
      'manage-accounts',
      'read-journal',
    ],
  ],
  [
    'auditor',
    '审计',
    'Auditor',
    ['county', 'city'],
    ['read-records', 'read-figures', 'read-reports', 'export', 'read-journal'],
  ],
].map(([name, zh, en, levels, permissions]) => ({
  name,
  title: text(zh, en),
  levels,
  permissions,
  sees: name === 'auditor' ? 'internal' : 'personal',
}))
const grant = (role, org) => {
  const o = orgs.get(org)
  return {
    role,
    roleTitle: roles.find((r) => r.name === role).title,
    org,
    orgName: o.name,
    orgShort: o.short,
    level: o.level,
  }
}
const accounts = [
  ['admin', '系统管理员', 'admin', '321300000000'],
  ['lihua', '李华', 'head', '321300000000'],
  ['chenjing', '陈静', 'keeper', '321300000000'],
  ['zhoumin', '周敏', 'township-chair', '321302001000'],
  ['wangfang', '王芳', 'village-head', '321302001001'],
  ['xinren', '刘洋', 'village-head', '321322101002'],
  ['sunli', '孙丽', 'auditor', '321300000000'],
].map(([name, title, role, org], i) => ({
  id: String(100 + i),
  name,
  title,
  grants: [grant(role, org)],
  locked: name === 'sunli',
  active: true,
  version: 1,
  mustChange: name === 'xinren',
  password: 'niangjia2015',
}))

const sessions = new Map()
const journal = []
const note = (account, action, target) => {
  const seq = journal.length + 1
  journal.push({
    seq,
    at: `2015-12-31T${String(8 + Math.floor(seq / 60)).padStart(2, '0')}:${String(seq % 60).padStart(2, '0')}:00+08:00`,
    account: account?.id ?? null,
    accountName: account?.title ?? null,
    org: account?.grants[0]?.org ?? null,
    action,
    target,
    hash: Array.from({ length: 64 }, () => world.dice(16).toString(16)).join(''),
  })
}
for (let i = 0; i < 90; i++)
  note(
    accounts[i % 6],
    ['session.open', 'record.create', 'record.act', 'ledger.export', 'report.read'][i % 5],
    i % 5 === 0 ? null : [...records.values()][i * 3].number,
  )

const sessionOf = (account) => ({
  account: { id: account.id, name: account.name, title: account.title },
  grants: account.grants,
  permissions: roles.find((r) => r.name === account.grants[0].role).permissions,
  csrf: 'mock',
  mustChangePassword: account.mustChange,
  demo: true,
  today,
  root: account.grants[0].org,
  organisation: 'women',
})

const mask = (name) => name
const item = (one) => {
  const now = one.type.states.find((s) => s.name === one.state)
  return {
    id: one.id,
    number: one.number,
    type: one.type.name,
    typeTitle: one.type.title,
    title: world.titleOf(one),
    org: one.org,
    orgShort: orgs.get(one.org).short,
    state: one.state,
    stateTitle: now.title,
    closed: now.closed,
    opened: one.opened,
    due: one.due,
    overdue: !now.closed && one.due !== null && one.due < today,
    subject: one.subject && { ...one.subject, name: mask(one.subject.name) },
    version: one.version,
  }
}
const builtIn = (name, zh, en, more) => ({
  name,
  title: text(zh, en),
  to: null,
  needs: [],
  takes: [],
  adds: [],
  noteRequired: false,
  confirm: false,
  allowed: true,
  refusal: null,
  after: null,
  ...more,
})
function full(one, account) {
  const writes = sessionOf(account).permissions.includes('write-records')
  const offered = (one.type.flow.steps[one.state] ?? []).map((name) => {
    const act = one.type.actions.find((a) => a.name === name)
    const waits = name === 'pay' && one.due && one.due > today
    return {
      ...act,
      allowed: !waits,
      refusal: waits ? text('公示期未满，期满后方可发放。', 'The notice period has not ended yet.') : null,
      after: waits ? one.due : null,
    }
  })
  const mine = writes
    ? [
        ...offered,
        builtIn('correct', '更正', 'Correct', {
          takes: one.type.fields.map((f) => f.name),
          noteRequired: true,
        }),
        builtIn('remark', '备注', 'Remark', { noteRequired: true }),
        builtIn('link', '关联', 'Link'),
      ]
    : []
  return {
    ...item(one),
    fields: Object.fromEntries(Object.entries(one.fields).filter(([, v]) => v !== null)),
    masked:
      one.type.fields.some((f) => f.name === 'income') && account.grants[0].level === 'city'
        ? ['income']
        : [],
    participants: one.participants,
    participantCount: one.participants.length ? { [one.participants[0].role]: one.participants.length } : {},
    links: one.links.map((l) => {
      const other = records.get(l.id)
      return {
        kind: l.kind,
        id: l.id,
        number: other.number,
        title: world.titleOf(other),
        type: other.type.name,
      }
    }),
    attachments: one.attachments,
    actions: mine,
    dueNote:
      one.due && one.due > '2016-02-01'
        ? text(
            '该年度节假日安排未公布，按周末推算',
            'Holidays of that year are not published; weekends assumed',
          )
        : null,
    dueSource:
      one.due && one.type.kind === 'case'
        ? {
            law: '信访工作条例',
            article: '第三十四条',
            title: text('应当自受理之日起60日内办结', 'To be settled within 60 days of acceptance'),
          }
        : null,
    createdBy: one.createdBy,
    createdAt: one.createdAt,
  }
}

const pageOf = (list, query, size = 50) => {
  const start = Number(query.get('cursor') ?? 0),
    limit = Math.min(200, Number(query.get('limit') ?? size))
  return {
    items: list.slice(start, start + limit),
    next: start + limit < list.length ? String(start + limit) : null,
  }
}
const find = (map, key) =>
  map.get(key) ??
  (() => {
    throw new Refusal(
      404,
      'http.not-found',
      '没有找到，可能已被移走或您无权查看。',
      'Not found, or not yours to see.',
    )
  })()
const orgOf = (code) => ({ ...find(orgs, code), path: world.pathOf(code) })
const workingDays = (n) => Math.sign(n) * Math.floor((Math.abs(n) * 5) / 7)

function check(type, fields, needed, pointers = []) {
  for (const name of needed)
    if (fields[name] == null || fields[name] === '')
      pointers.push(at(`/fields/${name}`, 'packs.required', '此项必填。', 'This is required.'))
  for (const [name, value] of Object.entries(fields)) {
    const f = type.fields.find((one) => one.name === name)
    if (f?.max != null && value > f.max)
      pointers.push(
        at(
          `/fields/${name}`,
          'packs.too-much',
          f.type === 'money' ? `不能超过 ${f.max / 100} 元。` : `不能大于 ${f.max}。`,
          f.type === 'money' ? `At most ${f.max / 100} yuan.` : `At most ${f.max}.`,
        ),
      )
    if (f?.min != null && value < f.min)
      pointers.push(
        at(
          `/fields/${name}`,
          'packs.too-little',
          f.type === 'money' ? `不能少于 ${f.min / 100} 元。` : `不能小于 ${f.min}。`,
          f.type === 'money' ? `At least ${f.min / 100} yuan.` : `At least ${f.min}.`,
        ),
      )
  }
  return pointers
}
const party = (input) =>
  input?.person
    ? { kind: 'person', id: input.person, name: find(persons, input.person).name }
    : input?.organisation
      ? { kind: 'organisation', id: input.organisation, name: find(orgs, input.organisation).short }
      : null
function addParties(record, list = [], day) {
  for (const one of list)
    record.participants.push({
      role: one.role,
      roleTitle: record.type.participants.find((p) => p.name === one.role)?.title ?? text(one.role, one.role),
      ...party(one),
      day,
    })
  return list.length
}

const routes = [
  ['GET', '/session', ({ account }) => sessionOf(account)],
  [
    'DELETE',
    '/session',
    ({ token }) => {
      sessions.delete(token)
      return null
    },
  ],
  [
    'POST',
    '/session/password',
    ({ account, body }) => {
      if (body.current !== account.password)
        throw new Refusal(
          422,
          'identity.wrong-password',
          '当前密码不对。',
          'The current password is wrong.',
          {
            problems: [
              at('/current', 'identity.wrong-password', '当前密码不对。', 'The current password is wrong.'),
            ],
          },
        )
      Object.assign(account, { password: body.next, mustChange: false })
      return sessionOf(account)
    },
  ],
  ['GET', '/organisations/:code', ({ p }) => orgOf(p.code)],
  [
    'GET',
    '/organisations',
    ({ q }) => {
      const word = q.get('q')
      return pageOf(
        [...orgs.values()].filter((o) =>
          word
            ? within(o.code, q.get('within')) && (o.name.includes(word) || o.code.startsWith(word))
            : o.parent === q.get('parent'),
        ),
        q,
      )
    },
  ],
  [
    'PATCH',
    '/organisations/:code',
    ({ p, body, version }) => {
      const org = find(orgs, p.code)
      stale(org, version)
      if (!body.name?.trim())
        throw invalid([at('/name', 'org.name-empty', '请填写名称。', 'A name is needed.')])
      Object.assign(org, {
        name: body.name,
        short: body.name.replace(/妇女联合会$/, ''),
        version: org.version + 1,
      })
      return orgOf(p.code)
    },
  ],
  ['GET', '/programmes', () => ({ items: programmeList })],
  [
    'GET',
    '/programmes/:name',
    ({ p }) => {
      const one = programmeList.find((x) => x.name === p.name) ?? find(new Map(), p.name)
      return { ...one, types: recordTypes.filter((t) => t.programme === one.name).map(publicType) }
    },
  ],
  [
    'GET',
    '/record-types/:name',
    ({ p }) => publicType(recordTypes.find((t) => t.name === p.name) ?? find(new Map(), p.name)),
  ],
  [
    'GET',
    '/records',
    ({ q, account }) => {
      const org = q.get('org') ?? account.grants[0].org
      const list = [...records.values()]
        .filter((one) => within(one.org, org) && within(one.org, account.grants[0].org))
        .filter((one) => !q.get('type') || one.type.name === q.get('type'))
        .filter((one) => !q.get('programme') || one.type.programme === q.get('programme'))
        .filter((one) => !q.get('state') || one.state === q.get('state'))
        .filter((one) => !q.get('from') || one.opened >= q.get('from'))
        .filter((one) => !q.get('to') || one.opened <= q.get('to'))
        .filter(
          (one) =>
            !q.get('open') ||
            (q.get('open') === 'true') === !one.type.states.find((s) => s.name === one.state).closed,
        )
        .filter((one) => !q.get('subject') || one.subject?.id === q.get('subject'))
        .filter(
          (one) => !q.get('q') || world.titleOf(one).includes(q.get('q')) || one.number.includes(q.get('q')),
        )
        .sort((a, b) => (a.opened < b.opened ? 1 : -1))
      const page = pageOf(list, q)
      return { ...page, items: page.items.map(item) }
    },
  ],
  [
    'POST',
    '/records',
    ({ body, account }) => {
      const type = recordTypes.find((t) => t.name === body.type) ?? find(new Map(), body.type)
      const problems = check(type, body.fields ?? {}, type.create.needs)
      if (type.subject?.required && !body.subject)
        problems.push(at('/subject', 'records.subject-missing', '请选择对象。', 'Choose whom this is about.'))
      if (!type.levels.includes(orgs.get(body.org)?.level))
        problems.push(
          at(
            '/org',
            'records.wrong-level',
            '该类记录不能由这一级组织登记。',
            'An organisation of this level cannot own such a record.',
          ),
        )
      if (problems.length) throw invalid(problems)
      const who = `${account.title} ${account.grants[0].orgShort}`
      const record = world.addRecord(
        type,
        body.org,
        body.day ?? today,
        { ...body.fields },
        party(body.subject),
        who,
      )
      record.timeline[0].participants = addParties(record, body.participants, today)
      note(account, 'record.create', record.number)
      return [201, full(record, account)]
    },
  ],
  ['GET', '/records/:id', ({ p, account }) => full(find(records, p.id), account)],
  ['GET', '/records/:id/timeline', ({ p }) => ({ items: find(records, p.id).timeline, next: null })],
  [
    'POST',
    '/records/:id/timeline',
    ({ p, body, account, version }) => {
      const record = find(records, p.id)
      stale(record, version)
      const act = full(record, account).actions.find((a) => a.name === body.action)
      if (!act?.allowed)
        throw new Refusal(
          409,
          'records.action-refused',
          act?.refusal.zh ?? '当前状态不能这样办理。',
          act?.refusal.en ?? 'Not possible in this state.',
        )
      const problems = check(
        record.type,
        body.fields ?? {},
        act.needs.filter((n) => record.fields[n] == null),
      )
      if (act.noteRequired && !body.note?.trim())
        problems.push(at('/note', 'records.note-missing', '请填写说明。', 'A note is needed.'))
      if (act.name === 'link' && !body.link?.to)
        problems.push(
          at('/link/to', 'records.link-missing', '请选择要关联的记录。', 'Choose a record to link.'),
        )
      if (problems.length) throw invalid(problems)
      const entry = world.step(
        record,
        act,
        body.day ?? today,
        `${account.title} ${account.grants[0].orgShort}`,
        body.fields ?? {},
        body.note ?? null,
      )
      entry.participants = addParties(record, body.participants, today)
      if (body.link) record.links.push({ kind: body.link.kind, id: body.link.to })
      note(account, 'record.act', record.number)
      return full(record, account)
    },
  ],
  [
    'POST',
    '/records/:id/attachments',
    ({ p, q, account, raw }) => {
      if (!/\.(pdf|png|jpe?g|docx?|xlsx?|txt|csv|zip)$/i.test(q.get('name')))
        throw new Refusal(
          422,
          'records.attachment-type',
          '不支持这种文件，请上传 pdf、图片、Word、Excel 或 zip。',
          'This kind of file is not accepted.',
        )
      const one = {
        id: `a${Date.now()}`,
        name: q.get('name'),
        size: raw.length,
        media: 'application/octet-stream',
        at: `${today}T10:00:00+08:00`,
        by: account.title,
      }
      find(records, p.id).attachments.push(one)
      return [201, one]
    },
  ],
  [
    'GET',
    '/todos',
    ({ q, account }) => {
      const list = [...records.values()]
        .filter(
          (one) =>
            within(one.org, account.grants[0].org) &&
            one.type.flow.steps[one.state] &&
            !one.type.states.find((s) => s.name === one.state).closed,
        )
        .map((one) => {
          const act = one.type.actions.find((a) => a.name === one.type.flow.steps[one.state][0])
          const left = one.due ? Math.round((Date.parse(one.due) - Date.parse(today)) / 864e5) : null
          return {
            record: item(one),
            role: account.grants[0].role,
            roleTitle: account.grants[0].roleTitle,
            action: { name: act.name, title: act.title },
            due: one.due,
            daysLeft: left,
            workingDaysLeft: left === null ? null : workingDays(left),
          }
        })
        .sort((a, b) => (a.daysLeft ?? 999) - (b.daysLeft ?? 999))
      const kept = list.filter((one) => (one.daysLeft ?? 0) > -12 || Number(one.record.id) % 7 === 0)
      return {
        ...pageOf(kept, q, 20),
        overdue: kept.filter((t) => t.daysLeft < 0).length,
        soon: kept.filter((t) => t.daysLeft >= 0 && t.daysLeft <= 3).length,
        total: kept.length,
      }
    },
  ],
  [
    'POST',
    '/persons',
    ({ body }) => {
      if (!body.name?.trim())
        throw invalid([at('/name', 'people.name-empty', '请填写姓名。', 'A name is needed.')])
      return [201, world.addPerson(body.org, body.name, body.sex, body.birth ?? null)]
    },
  ],
  [
    'GET',
    '/persons',
    ({ q }) =>
      pageOf(
        [...persons.values()].filter(
          (one) =>
            one.name.startsWith(q.get('q') ?? '') && within(one.org, q.get('within') ?? '321300000000'),
        ),
        q,
      ),
  ],
  ['GET', '/figures', () => ({ items: figureList.map(({ source: _s, ...rest }) => rest) })],
  [
    'GET',
    '/figures/values',
    ({ q }) => {
      const names = q.get('figures')?.split(',')
      return {
        org: q.get('org'),
        orgName: find(orgs, q.get('org')).name,
        from: q.get('from'),
        to: q.get('to'),
        items: figureList
          .filter((f) => !names || names.includes(f.name))
          .map((f) => {
            const got = valueOf(f, q.get('org'), q.get('from'), q.get('to'))
            return { figure: f.name, ...got, text: words(f, got.value) }
          }),
      }
    },
  ],
  [
    'GET',
    '/figures/:name/records',
    ({ p, q }) => {
      const page = pageOf(
        behind(
          figureList.find((f) => f.name === p.name),
          q.get('org'),
          q.get('from'),
          q.get('to'),
        ).sort((a, b) => (a.day < b.day ? 1 : -1)),
        q,
      )
      return { ...page, items: page.items.map((one) => ({ ...one, record: item(one.record) })) }
    },
  ],
  [
    'GET',
    '/figures/:name',
    ({ p, q }) => {
      const f = figureList.find((one) => one.name === p.name) ?? find(new Map(), p.name)
      const { source: _s, ...figure } = f
      return { ...breakdown(f, q.get('org'), q.get('from'), q.get('to'), q.get('by')), figure }
    },
  ],
  ['GET', '/dashboard', ({ q }) => dashboard(q.get('org'), Number(q.get('year')))],
  [
    'GET',
    '/reports',
    () => ({ items: [{ name: 'annual', title: text('年度工作报告', 'Annual work report') }] }),
  ],
  ['GET', '/reports/:name', ({ q }) => reportOf(q.get('org'), Number(q.get('year')))],
  [
    'PUT',
    '/reports/:name/typed/:slot',
    ({ p, q, body, account }) => typeIn(q.get('org'), q.get('year'), p.slot, body.value, account.title),
  ],
  [
    'GET',
    '/accounts',
    ({ q }) =>
      pageOf(
        accounts
          .filter(
            (a) =>
              within(a.grants[0]?.org ?? '321300000000', q.get('within')) &&
              (!q.get('q') || a.name.includes(q.get('q')) || a.title.includes(q.get('q'))),
          )
          .map(shown),
        q,
      ),
  ],
  [
    'POST',
    '/accounts',
    ({ body }) => {
      const problems = []
      if (!/^[a-z][a-z0-9.-]{2,31}$/.test(body.name ?? ''))
        problems.push(
          at(
            '/name',
            'identity.name-form',
            '登录名用 3 至 32 个小写字母、数字、点或短横。',
            '3 to 32 lower-case letters, digits, dots or hyphens.',
          ),
        )
      if (accounts.some((a) => a.name === body.name))
        problems.push(at('/name', 'identity.name-taken', '这个登录名已有人使用。', 'This name is taken.'))
      if ((body.password ?? '').length < 10)
        problems.push(
          at('/password', 'identity.password-short', '密码至少 10 位。', 'At least 10 characters.'),
        )
      if (problems.length) throw invalid(problems)
      const made = {
        id: String(100 + accounts.length),
        name: body.name,
        title: body.title,
        grants: body.grants.map((g) => grant(g.role, g.org)),
        locked: false,
        active: true,
        version: 1,
        mustChange: true,
        password: body.password,
      }
      accounts.push(made)
      return [201, shown(made)]
    },
  ],
  [
    'PATCH',
    '/accounts/:id',
    ({ p, body, version }) => {
      const one = accounts.find((a) => a.id === p.id)
      stale(one, version)
      if (body.password) one.mustChange = true
      Object.assign(one, {
        ...body,
        command: undefined,
        grants: body.grants ? body.grants.map((g) => grant(g.role, g.org)) : one.grants,
        version: one.version + 1,
      })
      return shown(one)
    },
  ],
  ['GET', '/roles', () => ({ items: roles })],
  ['GET', '/journal/verify', () => ({ entries: journal.length, intact: true, firstBroken: null })],
  ['GET', '/journal', ({ q }) => pageOf([...journal].reverse(), q)],
  ['GET', '/health', () => ({ status: 'ok', backend: 'mock', version: '0.1.0' })],
]
const shown = ({ password: _p, mustChange: _m, command: _c, ...rest }) => rest
function stale(thing, version) {
  if (version === undefined)
    throw new Refusal(428, 'http.if-match-required', '缺少版本。', 'If-Match is required.')
  if (version !== thing.version)
    throw new Refusal(
      412,
      'records.stale',
      '这条记录刚被他人修改。',
      'Somebody changed this record meanwhile.',
    )
}

const answered = new Map()
function answer(request, url, raw) {
  const path = url.pathname.slice(4)
  if (path === '/demo-accounts')
    return [
      200,
      accounts.map((a) => ({
        name: a.name,
        password: a.password,
        title: text(
          `${a.title} · ${a.grants[0].orgShort} · ${a.grants[0].roleTitle.zh}`,
          `${a.title} · ${a.grants[0].orgShort} · ${a.grants[0].roleTitle.en}`,
        ),
      })),
    ]
  let body = {}
  if (request.headers['content-type']?.startsWith('application/json') && raw.length)
    body = JSON.parse(raw.toString())
  if (path === '/session' && request.method === 'POST') {
    const account = accounts.find((a) => a.name === body.name)
    if (!account || account.password !== body.password)
      throw new Refusal(
        401,
        'identity.wrong-password',
        '登录名或密码不对。',
        'The name or the password is wrong.',
      )
    if (account.locked)
      throw new Refusal(
        429,
        'identity.locked',
        '连续输错密码，账号已锁定到 10:30。',
        'Too many wrong passwords: locked until 10:30.',
      )
    const token = String(Math.random()).slice(2)
    sessions.set(token, account)
    note(account, 'session.open', null)
    return [
      200,
      sessionOf(account),
      { 'Set-Cookie': `niangjia_session=${token}; Path=/; HttpOnly; SameSite=Strict` },
    ]
  }
  const token = /niangjia_session=(\d+)/.exec(request.headers.cookie ?? '')?.[1]
  const account = sessions.get(token)
  if (!account) throw new Refusal(401, 'identity.signed-out', '请先登录。', 'Please sign in.')
  for (const [method, pattern, handle] of routes) {
    if (method !== request.method) continue
    const names = []
    const match = new RegExp(`^${pattern.replace(/:(\w+)/g, (_a, n) => (names.push(n), '([^/]+)'))}$`).exec(
      path,
    )
    if (!match) continue
    if (method !== 'GET' && request.headers['x-csrf'] !== 'mock')
      throw new Refusal(403, 'http.csrf', '页面已过期，请刷新。', 'Reload the page.')
    const command = body.command ?? url.searchParams.get('command')
    if (command && answered.has(command)) return answered.get(command)
    const p = Object.fromEntries(names.map((n, i) => [n, decodeURIComponent(match[i + 1])]))
    const etag = /"(\d+)"/.exec(request.headers['if-match'] ?? '')?.[1]
    const got = handle({ p, q: url.searchParams, body, account, token, raw, version: etag && Number(etag) })
    const out = Array.isArray(got) ? got : [got === null ? 204 : 200, got]
    if (command) answered.set(command, out)
    return out
  }
  throw new Refusal(
    404,
    'http.no-such-address',
    '没有这个地址（模拟服务不生成文件）。',
    'No such address (the mock makes no files).',
  )
}

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const media = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}
createServer((request, response) => {
  const url = new URL(request.url, 'http://mock')
  if (!url.pathname.startsWith('/api/')) {
    const asked = join(dist, normalize(url.pathname))
    const file =
      asked.startsWith(dist) && existsSync(asked) && statSync(asked).isFile()
        ? asked
        : join(dist, 'index.html')
    if (!existsSync(file)) return void response.writeHead(404).end('npm run build first')
    response.writeHead(200, {
      'Content-Type': media[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy':
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:",
    })
    return void createReadStream(file).pipe(response)
  }
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    try {
      const [status, body, headers = {}] = answer(request, url, Buffer.concat(parts))
      response
        .writeHead(status, { 'Content-Type': 'application/json', ...headers })
        .end(body === null ? undefined : JSON.stringify(body))
    } catch (failure) {
      const paper = failure.paper ?? {
        status: 500,
        code: 'mock.broken',
        text: text(String(failure), String(failure)),
      }
      if (!failure.paper) console.error(failure)
      const english = (request.headers['accept-language'] ?? '').startsWith('en')
      response.writeHead(paper.status, { 'Content-Type': 'application/problem+json' }).end(
        JSON.stringify({
          ...paper,
          detail: english ? paper.text.en : paper.text.zh,
          request: String(Date.now()),
        }),
      )
    }
  })
}).listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}`))
