// All access to the server. Every function answers with the contract's shape or throws a Problem.
import type { Period } from '@/format/periods'
import { Problem } from './problem'
import type * as T from './types'

type Query = Record<string, string | number | boolean | null | undefined>

let csrf = ''
let language = 'zh'
let onSignedOut: () => void = () => undefined

export function setCsrf(token: string): void {
  csrf = token
}

export function setApiLanguage(locale: string): void {
  language = locale.startsWith('en') ? 'en' : 'zh'
}

// Called when the server no longer knows the session, except for requests about the session itself.
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value))
  }
  const tail = search.toString()
  return `/api${path}${tail ? `?${tail}` : ''}`
}

interface Call {
  query?: Query
  body?: unknown
  file?: Blob
  version?: number
}

async function send(
  method: string,
  path: string,
  { query, body, file, version }: Call = {},
): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': language,
  }
  if (method !== 'GET') headers['X-CSRF'] = csrf
  if (version !== undefined) headers['If-Match'] = `"${version}"`
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (file) headers['Content-Type'] = file.type || 'application/octet-stream'

  let response: Response
  try {
    response = await fetch(address(path, query), {
      method,
      headers,
      body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
      credentials: 'same-origin',
    })
  } catch {
    throw Problem.unreachable()
  }
  if (!response.ok) {
    const problem = await Problem.read(response)
    if (problem.signedOut && !path.startsWith('/session')) onSignedOut()
    throw problem
  }
  return response
}

async function call<A>(method: string, path: string, more: Call = {}): Promise<A> {
  const response = await send(method, path, more)
  if (response.status === 204) return undefined as A
  return (await response.json()) as A
}

const get = <A>(path: string, query?: Query) => call<A>('GET', path, { query })
const part = encodeURIComponent

export interface Span {
  org: string
  from: string
  to: string
}

export interface RecordFilter {
  [key: string]: string | boolean | number | undefined | null
  org?: string
  type?: string
  programme?: string
  state?: string
  open?: boolean
  subject?: string
  q?: string
  from?: string
  to?: string
  cursor?: string | null
  limit?: number
}

export const api = {
  session: {
    read: () => get<T.Session>('/session'),
    open: (name: string, password: string) =>
      call<T.Session>('POST', '/session', { body: { name, password } }),
    close: () => call<void>('DELETE', '/session'),
    changePassword: (current: string, next: string) =>
      call<T.Session>('POST', '/session/password', { body: { current, next } }),
    // Not an error when the server shows no demo accounts.
    demoAccounts: async (): Promise<T.DemoAccount[]> => {
      try {
        return (await get<{ items: T.DemoAccount[] }>('/demo-accounts')).items
      } catch {
        return []
      }
    },
  },

  organisations: {
    read: (code: string) => get<T.Org>(`/organisations/${part(code)}`),
    children: (parent: string, cursor?: string | null, limit = 200) =>
      get<T.Page<T.Org>>('/organisations', { parent, cursor, limit }),
    search: (q: string, within: string, cursor?: string | null) =>
      get<T.Page<T.Org>>('/organisations', { q, within, cursor, limit: 30 }),
    rename: (org: T.Org, command: string, name: string) =>
      call<T.Org>('PATCH', `/organisations/${part(org.code)}`, {
        body: { command, name },
        version: org.version,
      }),
    addUnit: (parent: string, command: string, name: string) =>
      call<T.Org>('POST', `/organisations/${part(parent)}/units`, { body: { command, name } }),
  },

  programmes: {
    list: () => get<{ items: T.Programme[] }>('/programmes'),
    read: (name: string) => get<T.ProgrammeInFull>(`/programmes/${part(name)}`),
    type: (name: string) => get<T.RecordType>(`/record-types/${part(name)}`),
  },

  records: {
    list: (filter: RecordFilter) => get<T.Page<T.RecordItem>>('/records', filter),
    read: (id: string) => get<T.RecordInFull>(`/records/${part(id)}`),
    create: (command: string, record: T.NewRecord) =>
      call<T.RecordInFull>('POST', '/records', { body: { command, ...record } }),
    search: (query: { q: string; within?: string; type?: string; cursor?: string | null }) =>
      get<T.Page<T.SearchHit>>('/search', { ...query, limit: 20 }),
    timeline: (id: string) => get<T.Page<T.TimelineEntry>>(`/records/${part(id)}/timeline`),
    act: (id: string, version: number, command: string, entry: T.NewEntry) =>
      call<T.RecordInFull>('POST', `/records/${part(id)}/timeline`, { body: { command, ...entry }, version }),
    attach: (id: string, command: string, file: File) =>
      call<T.Attachment>('POST', `/records/${part(id)}/attachments`, {
        query: { name: file.name, command },
        file,
      }),
    attachmentAddress: (id: string) => address(`/attachments/${part(id)}`),
    ledgerAddress: (type: string, span: Span) => address(`/ledgers/${part(type)}`, { ...span }),
    receivers: (id: string) => get<{ items: T.Receiver[] }>(`/records/${part(id)}/receivers`),
    teamCandidates: (id: string, q: string) =>
      get<{ items: T.TeamCandidate[] }>(`/records/${part(id)}/team/candidates`, { q }),
    admit: (id: string, command: string, account: string, note = '') =>
      call<void>('POST', `/records/${part(id)}/team`, { body: { command, account, note } }),
    dismiss: (id: string, command: string, account: string, note = '') =>
      call<void>('POST', `/records/${part(id)}/team/dismissal`, { body: { command, account, note } }),
    askForSeal: (id: string, command: string, reason: string) =>
      call<T.SealAsked>('POST', `/records/${part(id)}/seal-requests`, { body: { command, reason } }),
    messages: (id: string) => get<T.Messages>(`/records/${part(id)}/messages`),
    write: (id: string, command: string, text: string) =>
      call<T.Messages>('POST', `/records/${part(id)}/messages`, { body: { command, text } }),
    todos: (cursor?: string | null, limit = 20) => get<T.Todos>('/todos', { cursor, limit }),
    books: (number: string) => get<T.Books>(`/records/${part(number)}/books`),
    receipt: (number: string, receipt?: string) =>
      get<T.ReceiptPaper>(`/records/${part(number)}/receipt`, { receipt }),
    checks: (question: T.CheckQuestion) => get<{ problems: T.Check[] }>('/records/checks', { ...question }),
  },

  // Funds and what they bought, by the number of their record.
  funds: {
    list: (org: string, after?: string | null) => get<T.Page<T.Fund>>('/funds', { org, after, limit: 50 }),
    choices: (type: string, org: string) => get<{ items: T.RecordChoice[] }>('/funds/choices', { type, org }),
    read: (record: string) => get<T.FundInFull>(`/funds/${part(record)}`),
    statement: (record: string, span: Period) =>
      get<T.Statement>(`/funds/${part(record)}/statement`, { ...span }),
    vouchers: (record: string, year: number | null, after?: string | null) =>
      get<T.Page<T.Voucher>>(`/funds/${part(record)}/vouchers`, { year, after, limit: 50 }),
    pots: (record: string, after?: string | null) =>
      get<T.Page<T.Pot>>(`/funds/${part(record)}/pots`, { after, limit: 50 }),
    sample: (record: string, draw: T.Draw) =>
      get<{ items: T.Voucher[] }>(`/funds/${part(record)}/sample`, { ...draw }),
    sheetAddress: (record: string, sheet: 'statement' | 'beneficiaries' | 'gifts', span: Period) =>
      address(`/funds/${part(record)}/${sheet}.xlsx`, { ...span }),
    sampleAddress: (record: string, draw: T.Draw) =>
      address(`/funds/${part(record)}/sample.xlsx`, { ...draw }),
  },

  // Payment batches. What is done on each item is done once, however often it is asked for.
  batches: {
    read: (record: string) => get<T.Batch>(`/batches/${part(record)}`),
    items: (record: string, after?: string | null) =>
      get<T.Page<T.BatchItem>>(`/batches/${part(record)}/items`, { after, limit: 100 }),
    gather: (record: string, command: string) =>
      call<T.Gathered>('POST', `/batches/${part(record)}/gathering`, { body: { command } }),
    remove: (record: string, n: number) => call<void>('DELETE', `/batches/${part(record)}/items/${n}`),
    send: (record: string, command: string) =>
      call<T.SentOut>('POST', `/batches/${part(record)}/sending`, { body: { command } }),
    result: (record: string, file: Blob, check: boolean) =>
      call<T.BankAnswer>('POST', `/batches/${part(record)}/result`, { query: { check }, file }),
    fileAddress: (record: string) => address(`/batches/${part(record)}/bank.csv`),
  },

  persons: {
    find: (q: string, within: string, cursor?: string | null) =>
      get<T.Page<T.Person>>('/persons', { q, within, cursor, limit: 20 }),
    create: (command: string, person: T.NewPerson) =>
      call<T.Person>('POST', '/persons', { body: { command, ...person } }),
    candidates: (probe: T.Probe) =>
      call<{ items: T.Candidate[] }>('POST', '/persons/candidates', { body: probe }),
    // Who is known with that telephone number. Null where the server cannot tell yet.
    withPhone: async (phone: string): Promise<T.Candidate[] | null> => {
      try {
        return (await api.persons.candidates({ phone })).items
      } catch (problem) {
        if (problem instanceof Problem && (problem.status === 404 || problem.status === 405)) return null
        throw problem
      }
    },
    fields: () => get<T.PersonFields>('/person-fields'),
    file: (id: string, cursor?: string | null) =>
      get<T.PersonFile>(`/persons/${part(id)}/file`, { cursor, limit: 50 }),
    history: (id: string) => get<{ items: T.PersonChange[] }>(`/persons/${part(id)}/history`),
    correct: (id: string, version: number, command: string, correction: T.Correction) =>
      call<T.PersonDetail>('POST', `/persons/${part(id)}/corrections`, {
        body: { command, ...correction },
        version,
      }),
    reveal: (id: string, reason: string) =>
      call<T.PersonDetail>('POST', `/persons/${part(id)}/full`, { body: { reason } }),
    // Whether her whereabouts are kept from this account: a reveal without a reason is refused either way, and says why.
    kept: async (id: string): Promise<boolean> => {
      try {
        await api.persons.reveal(id, '')
      } catch (problem) {
        return problem instanceof Problem && problem.code === 'people.other-side'
      }
      return false
    },
    // All that is kept about her, for herself.
    handOut: async (id: string, form: 'export' | 'workbook', reason: string): Promise<Blob> =>
      (await send('GET', `/persons/${part(id)}/${form}`, { query: { reason } })).blob(),
    erase: (id: string, command: string, reason: string) =>
      call<T.PersonDetail>('POST', `/persons/${part(id)}/erasure`, { body: { command, reason } }),
    merge: (id: string, command: string, into: string, reason: string) =>
      call<T.PersonDetail>('POST', `/persons/${part(id)}/merge`, { body: { command, into, reason } }),
    unmerge: (id: string, command: string, reason: string) =>
      call<T.PersonDetail>('POST', `/persons/${part(id)}/unmerge`, { body: { command, reason } }),
    relate: (id: string, command: string, relation: T.NewRelation) =>
      call<void>('POST', `/persons/${part(id)}/relations`, { body: { command, ...relation } }),
    part: (id: string, command: string, other: string, kind: string, until: string) =>
      call<void>('POST', `/persons/${part(id)}/partings`, { body: { command, other, kind, until } }),
  },

  households: {
    create: (command: string, household: T.NewHousehold) =>
      call<{ id: string }>('POST', '/households', { body: { command, ...household } }),
    join: (id: string, command: string, member: T.NewMember) =>
      call<void>('POST', `/households/${part(id)}/members`, { body: { command, ...member } }),
    leave: (id: string, command: string, person: string, until: string) =>
      call<void>('POST', `/households/${part(id)}/departures`, { body: { command, person, until } }),
  },

  // Lists of people. Each is known by its id: a commit or an undo that is repeated has no second effect.
  imports: {
    upload: (org: string, file: File) =>
      call<T.PersonImport>('POST', '/person-imports', { query: { org, name: file.name }, file }),
    read: (id: string) => get<T.PersonImport>(`/person-imports/${part(id)}`),
    columns: (id: string) => get<T.ImportColumns>(`/person-imports/${part(id)}/columns`),
    preview: (id: string, wish: T.ImportWish) =>
      call<T.ImportPreview>('POST', `/person-imports/${part(id)}/preview`, { body: wish }),
    commit: (id: string, wish: T.ImportWish) =>
      call<T.PersonImport>('POST', `/person-imports/${part(id)}/commit`, { body: wish }),
    undo: (id: string) => call<T.PersonImport>('POST', `/person-imports/${part(id)}/undo`, { body: {} }),
    known: (person: string) => get<T.Person>(`/persons/${part(person)}`),
    words: () => get<T.PersonWords>('/person-fields'),
  },

  seals: {
    list: (cursor?: string | null) => get<T.Page<T.SealRequest>>('/seals', { cursor }),
    approve: (id: string, command: string) =>
      call<T.SealAsked>('POST', `/seals/${part(id)}/approval`, { body: { command } }),
    refuse: (id: string, command: string, reason: string) =>
      call<T.SealRequest>('POST', `/seals/${part(id)}/refusal`, { body: { command, reason } }),
    officers: () => get<{ items: T.Recovery[] }>('/recovery'),
    nameOfficers: (command: string, officers: string[]) =>
      call<{ items: T.Recovery[] }>('POST', '/recovery', { body: { command, officers } }),
  },

  figures: {
    list: () => get<{ items: T.Figure[] }>('/figures'),
    values: (span: Span, figures?: string[]) =>
      get<T.FigureValues>('/figures/values', { ...span, figures: figures?.join(',') }),
    breakdown: (name: string, span: Span, by: T.Breakdown) =>
      get<T.FigureBreakdown>(`/figures/${part(name)}`, { ...span, by }),
    records: (name: string, span: Span, cursor?: string | null) =>
      get<T.FigureLines>(`/figures/${part(name)}/records`, { ...span, cursor, limit: 20 }),
    // `published`: without the small counts that would tell of somebody.
    splits: (name: string, span: Span, published = false) =>
      get<T.FigureSplits>(`/figures/${part(name)}/splits`, { ...span, ...(published ? { published } : {}) }),
    comparisonAddress: (name: string, org: string, before: number, year: number, published = false) =>
      address(`/figures/${part(name)}/splits/ledger`, {
        org,
        before,
        year,
        ...(published ? { published } : {}),
      }),
    ledgerAddress: (span: Span) => address('/figures/ledger', { ...span }),
    dashboard: (org: string, year: number) => get<T.Dashboard>('/dashboard', { org, year }),
  },

  reports: {
    list: () => get<{ items: T.ReportName[] }>('/reports'),
    read: (name: string, org: string, year: number) => get<T.Report>(`/reports/${part(name)}`, { org, year }),
    type: (name: string, slot: string, org: string, year: number, command: string, number: T.NewNumber) =>
      call<T.Run>('PUT', `/reports/${part(name)}/typed/${part(slot)}`, {
        query: { org, year },
        body: { command, ...number },
      }),
    documentAddress: (name: string, org: string, year: number) =>
      address(`/reports/${part(name)}/document`, { org, year }),
  },

  notices: {
    list: () => get<T.Notices>('/notices', { limit: 5 }),
    seen: (command: string, upTo: string) => call<void>('POST', '/notices/seen', { body: { command, upTo } }),
  },

  accounts: {
    list: (within: string, q: string, cursor?: string | null) =>
      get<T.Page<T.Account>>('/accounts', { within, q, cursor }),
    create: (command: string, account: T.NewAccount) =>
      call<T.Account>('POST', '/accounts', { body: { command, ...account } }),
    change: (account: T.Account, command: string, change: T.AccountChange) =>
      call<T.Account>('PATCH', `/accounts/${part(account.id)}`, {
        body: { command, ...change },
        version: account.version,
      }),
    roles: () => get<{ items: T.Role[] }>('/roles'),
  },

  journal: {
    list: (cursor?: string | null) => get<T.Page<T.JournalEntry>>('/journal', { cursor }),
    verify: () => get<T.JournalCheck>('/journal/verification'),
  },
}
