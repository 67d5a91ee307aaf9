// The only place that calls the server. The code goes in a header, never in an address; nothing is kept by the browser.
import type { Language, Pair } from './texts'
import { view } from './texts'

export type Field = {
  name: string
  title: Pair
  type: string
  required: boolean
  maxLength?: number
  choices: { value: string; title: Pair }[] | null
}
export type Topic = { key: string; title: Pair }
export type Setup = {
  title: Pair
  leaveTo: string
  topics: Topic[]
  ask: Field[]
  asks: string[]
  numbers: { number: string; title: Pair }[]
  phone: string
  hours: Pair
  steps: Pair[]
  privacy: { title: Pair; lines: Pair[] }[]
  papers: number
  paperSize: number
}
export type Place = { code: string; name: string; level: string; takes: boolean }
export type Reception = { code: string; name: string; takes: boolean; address: string; phone: string; hours: Pair }
export type Words = { title: Pair; text: Pair }
export type Offer = { name: string; title: Pair; noteRequired: boolean; confirm: boolean; fields: Field[]; until: string | null }
export type Request = {
  place: string
  topic: Pair
  opened: string
  today: string
  state: Pair
  closed: boolean
  next: string | null
  nextIsHers: boolean
  promises: { day: string; says: Pair }[]
  way: { day: string; says: Pair }[]
  own: Words[]
  told: Words[]
  messages: { n: number; at: string; hers: boolean; text: string }[]
  papers: { name: string; size: number }[]
  offers: Offer[]
}
export type Wish = {
  command: string
  code: string
  ticket: string
  place: string
  topic: string
  story: string
  name?: string
  contact?: string
  hours?: string
  noCall?: boolean
  more?: Record<string, string>
}

// What is public. Amounts are whole fen; how many people is null where they are so few that they could be told.
export type Notice = { notice: string; title: Pair; orgName: string; name: string; shows: { title: Pair; value: Pair }[]; until: string | null }
export type FundLine = { fund: string; name: string; orgName: string; purpose: string; received: number; used: number; left: number }
export type FundYear = FundLine & {
  year: number
  income: { title: Pair; amount: number }[]
  uses: { title: Pair; amount: number; people: number | null }[]
}
export type Gift = {
  donor: string
  day: string
  amount: number
  void: boolean
  fund: string
  fundName: string
  orgName: string
  used: number | null
  left: number | null
  uses: { month: string; programme: Pair; place: string; amount: number; masked: string | null }[]
  next: string | null
}
export type Listed<T> = { items: T[]; next: string | null }

// What the server says when something is wrong: its code, its words, and by pointer what to mend.
export class Problem extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message)
  }
}

export function command(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function problemOf(answer: Response, language: Language): Promise<Problem> {
  const said = await answer.json().catch(() => ({}))
  const fields: Record<string, string> = {}
  for (const one of said.problems ?? []) fields[one.pointer ?? ''] = one.detail ?? one.text?.[language] ?? ''
  if (said.pointer) fields[said.pointer] = said.detail
  return new Problem(said.code ?? 'http', said.detail ?? said.title ?? String(answer.status), fields)
}

async function call<T>(method: string, path: string, options: { body?: BodyInit; headers?: Record<string, string> } = {}): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(`/api/portal${path}`, {
      method,
      body: options.body,
      headers: { 'Accept-Language': view.language === 'zh' ? 'zh-CN' : 'en', ...options.headers },
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
  } catch {
    throw new Problem('offline', '')
  }
  if (!answer.ok) throw await problemOf(answer, view.language)
  if (answer.status === 204) return undefined as T
  return (await answer.json()) as T
}

const post = <T>(path: string, body: unknown, headers: Record<string, string> = {}) =>
  call<T>('POST', path, { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } })
const withCode = (code: string) => ({ 'X-Query-Code': plain(code) })

// The wide forms of Chinese input as plain characters.
const narrow = (typed: string) => typed.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

// The number of a receipt as it is printed, however it was typed: 3213-2015-000123.
export function receiptNumber(typed: string): string {
  return narrow(typed)
    .replace(/[\s\u3000]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .slice(0, 40)
}

// A header takes only plain characters; what else there is falls away.
export function plain(typed: string): string {
  return narrow(typed)
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(0, 100)
}

const asked = (path: string, query: Record<string, string | number | null | undefined>) => {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, String(value))
  return search.size ? `${path}?${search}` : path
}

export const api = {
  notices: (place: string, after: string | null) => call<Listed<Notice>>('GET', asked('/notices', { place, after })),
  object: (notice: string, objection: { command: string; text: string; name?: string; contact?: string }) =>
    post<void>(`/notices/${encodeURIComponent(notice)}/objections`, objection),
  funds: (place: string, after: string | null) => call<Listed<FundLine>>('GET', asked('/funds', { place, after })),
  fund: (number: string, year: number | null) => call<FundYear>('GET', asked(`/funds/${encodeURIComponent(number)}`, { year })),
  gift: (number: string, code: string, after: string | null = null) => post<Gift>('/gifts', { number, code, ...(after ? { after } : {}) }),
  setup: () => call<Setup>('GET', ''),
  places: (parent?: string) => call<{ items: Place[] }>('GET', `/places${parent ? `?parent=${parent}` : ''}`),
  reception: (code: string) => call<Reception>('GET', `/places/${code}`),
  newCode: () => call<{ code: string; shown: string; ticket: string }>('POST', '/codes'),
  ask: (wish: Wish) => post<Request>('/requests', wish),
  follow: (code: string) => call<Request>('GET', '/request', { headers: withCode(code) }),
  write: (code: string, id: string, text: string) => post<Request>('/request/messages', { command: id, text }, withCode(code)),
  step: (code: string, id: string, step: string, note: string, fields: Record<string, unknown>) =>
    post<Request>('/request/steps', { command: id, step, note, fields }, withCode(code)),
  paper: (code: string, id: string, file: File) =>
    call<Request>('POST', '/request/papers', {
      body: file,
      headers: {
        ...withCode(code),
        'Content-Type': 'application/octet-stream',
        'X-Command': id,
        'X-Paper-Name': encodeURIComponent(file.name),
      },
    }),
}
