// What the books and the payments say: funds, statements, vouchers, batches. Money is whole fen; a record is named by its number.
import type { Text } from './types'

export interface Fund {
  record: string
  title: string
  org: string
  orgName: string
  kind: 'money' | 'loans'
  state: string
  stateTitle: Text | null
  opens: string
  closed: string | null
  closedThrough: string | null
  until: string | null
  programmes: string[]
  programmeTitles: Text[]
  bank: number
  transit: number
  store: number
  received: number
  used: number
  loans: number
  overdue: number
  claims: number
}
export interface Plan {
  year: number
  programme: string
  title: Text
  planned: number | null
  used: number
}
export interface FundInFull extends Fund {
  plans: Plan[]
  balances: { account: string; title: Text; net: number }[]
}
export interface StatementLine {
  account: string
  title: Text
  source: string
  sourceTitle: Text
  programme: string
  programmeTitle: Text
  amount: number
}
export interface Statement {
  from: string
  to: string
  opening: StatementLine[]
  income: StatementLine[]
  uses: StatementLine[]
  closing: StatementLine[]
  openingSum: number
  incomeSum: number
  usesSum: number
  closingSum: number
}
export interface VoucherLine {
  pot: string | null
  debit: Text
  credit: Text
  amount: number
}
export interface Voucher {
  id: string
  number: string
  day: string
  deed: string
  deedTitle: Text
  amount: number
  fund: string
  fundTitle: string
  record: string
  title: string
  org: string
  orgName: string
  programme: string
  programmeTitle: Text
  person: string | null
  account: string
  reverses: string | null
  reversedBy: string | null
  lines: VoucherLine[]
}
export interface Pot {
  record: string
  title: string
  source: string
  sourceTitle: Text
  income: string
  incomeTitle: Text
  day: string
  received: number
  used: number
  left: number
  programme: string
  programmeTitle: Text
  person: string | null
  until: string | null
  unit: number | null
}
export interface Receipt {
  number: string
  year: number
  day: string
  amount: number
  void: boolean
  code: string
}
export interface Books {
  vouchers: Voucher[]
  receipts: Receipt[]
}
export interface ReceiptPaper {
  number: string
  code: string
  day: string
  donor: string
  amount: number
  amountInWords: string
  fund: string
  org: string
  said: string
  handler: string
  void: boolean
}
export interface RecordChoice {
  record: string
  title: string
  org: string
  orgName: string
  left: number | null
}
export interface Check {
  kind: 'once-per' | 'ceiling' | 'clash'
  blocks: boolean
  text: Text
  record: string | null
}
export interface Batch {
  counts: { gathered: number; sent: number; arrived: number; bounced: number; dropped: number }
  sum: number
  state: string
  running: boolean
}
export type ItemState = 'gathered' | 'sent' | 'arrived' | 'bounced' | 'dropped'
export interface BatchItem {
  n: number
  record: string
  title: string
  amount: number
  state: ItemState
  reason: string
}
export interface Gathered {
  taken: number
  leftOut: { text: Text; count: number }[]
}
export interface SentOut {
  sent: number
  failed: { record: string; text: Text }[]
}
export interface BankProblem {
  line: number
  column: number
  text: Text
}
export interface BankAnswer {
  arrived: number
  bounced: number
  problems: BankProblem[]
  failed: { record: string; text: Text }[]
}
// Vouchers that are drawn: the same seed draws the same of the same books.
export interface Draw {
  year: number
  size: number
  seed: number
}
export interface CheckQuestion {
  [key: string]: string | number | undefined
  type: string
  org: string
  subject: string
  year?: number
  amount?: number
}
