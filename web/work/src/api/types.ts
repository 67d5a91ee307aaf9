// The shapes of the HTTP API, version 1. They follow the contract word for word.

export interface Text {
  zh: string
  en: string
}

export interface Page<T> {
  items: T[]
  next: string | null
}

export type Level = 'city' | 'county' | 'township' | 'village' | 'grid' | (string & {})

export interface Grant {
  role: string
  roleTitle: Text
  org: string
  orgName: string
  orgShort: string
  level: Level
}

export type Permission =
  | 'read-records'
  | 'write-records'
  | 'read-figures'
  | 'read-reports'
  | 'type-figures'
  | 'export'
  | 'manage-organisations'
  | 'manage-accounts'
  | 'read-journal'

export interface Session {
  account: { id: string; name: string; title: string }
  grants: Grant[]
  permissions: Permission[]
  csrf: string
  mustChangePassword: boolean
  demo: boolean
  today: string
  root: string
  organisation: 'women' | 'union' | (string & {})
}

export interface DemoAccount {
  name: string
  password: string
  title: Text
}

export interface Org {
  code: string
  name: string
  short: string
  level: Level
  parent: string | null
  path?: { code: string; short: string }[]
  children: number
  from: string | null
  until: string | null
  successor: string | null
  version: number
  classification: 'urban' | 'rural' | null
}

export type FieldType =
  | 'text'
  | 'long-text'
  | 'count'
  | 'decimal'
  | 'money'
  | 'date'
  | 'year'
  | 'choice'
  | 'yes-no'
  | 'organisation'
  | 'person'

export interface Choice {
  value: string
  title: Text
  of?: Choice[]
}

export interface Field {
  name: string
  title: Text
  type: FieldType
  required: boolean
  choices: Choice[] | null
  min?: number | null
  max?: number | null
  maxLength?: number | null
  unit?: string | null
  help?: Text | null
  sight: 'public' | 'internal' | 'personal' | 'sealed'
}

export interface Action {
  name: string
  title: Text
  to: string | null
  needs: string[]
  takes: string[]
  adds: string[]
  noteRequired: boolean
  confirm: boolean
}

export interface OfferedAction extends Action {
  allowed: boolean
  refusal: Text | null
  after: string | null
}

export interface State {
  name: string
  title: Text
  closed: boolean
  void: boolean
}

export interface ParticipantRole {
  name: string
  title: Text
  who: 'person' | 'organisation'
}

export interface RecordType {
  name: string
  programme: string
  programmeTitle: Text
  title: Text
  kind: string
  levels: Level[]
  subject: null | { who: 'person' | 'organisation'; required: boolean }
  participants: ParticipantRole[]
  fields: Field[]
  create: Action
  states: State[]
  actions: Action[]
}

export interface Programme {
  name: string
  title: Text
  about: Text | null
  keeper: Text | null
  seed: string[]
  records: { name: string; title: Text; kind: string }[]
  figures: string[]
}

export interface ProgrammeInFull extends Programme {
  types?: RecordType[]
}

export type FieldValue = string | number | boolean | null
export type FieldValues = Record<string, FieldValue>

export interface Party {
  kind: 'person' | 'organisation'
  id: string
  name: string
}

export interface RecordItem {
  id: string
  number: string
  type: string
  typeTitle: Text
  title: string
  org: string
  orgShort: string
  state: string
  stateTitle: Text
  closed: boolean
  opened: string
  due: string | null
  overdue: boolean
  subject: Party | null
  version: number
}

export interface Participant extends Party {
  role: string
  roleTitle: Text
  day: string
}

export interface Attachment {
  id: string
  name: string
  size: number
  media: string
  at: string
  by: string
}

export interface RecordLink {
  kind: string
  id: string
  number: string
  title: string
  type: string
}

export interface RecordInFull extends RecordItem {
  fields: FieldValues
  masked: string[]
  participants: Participant[]
  participantCount: { [role: string]: number }
  links: RecordLink[]
  attachments: Attachment[]
  actions: OfferedAction[]
  dueNote: Text | null
  dueSource: { law: string; article: string; title: Text } | null
  createdBy: string
  createdAt: string
}

export interface TimelineChange {
  field: string
  title: Text
  before: FieldValue
  after: FieldValue
}

export interface TimelineEntry {
  n: number
  at: string
  day: string
  actor: string
  action: string
  actionTitle: Text
  from: string | null
  to: string | null
  fromTitle: Text | null
  toTitle: Text | null
  note: string | null
  changes: TimelineChange[]
  participants: number
  due: string | null
}

export interface PartyInput {
  role: string
  person?: string
  organisation?: string
}

export interface NewRecord {
  type: string
  org: string
  day?: string
  subject?: { person: string } | { organisation: string }
  fields: FieldValues
  participants?: PartyInput[]
  note?: string
}

export interface NewEntry {
  action: string
  day?: string
  note?: string
  fields?: FieldValues
  participants?: PartyInput[]
  link?: { to: string; kind: string }
}

export interface Todo {
  record: RecordItem
  role: string
  roleTitle: Text
  action: { name: string; title: Text }
  due: string | null
  daysLeft: number | null
  workingDaysLeft: number | null
}

export interface Todos extends Page<Todo> {
  overdue: number
  soon: number
  total: number
}

export interface Person {
  id: string
  name: string
  sex: 'female' | 'male'
  birth: string | null
  org: string
  orgShort: string
}

export interface NewPerson {
  org: string
  name: string
  sex: 'female' | 'male'
  birth?: string
  phone?: string
}

export type Measure = 'count' | 'sum' | 'people' | 'organisations' | 'ratio' | 'total' | 'missing'

export interface Figure {
  name: string
  title: Text
  programme: string
  programmeTitle: Text
  measure: Measure
  flow: boolean
  unit: string
  money: boolean
  decimals: number
  seed: string[]
  definition: Text
}

export interface FigureValue {
  figure: string
  value: number | null
  text: string
  numerator?: number
  denominator?: number
}

export interface FigureValues {
  org: string
  orgName: string
  from: string
  to: string
  items: FigureValue[]
}

export interface FigurePart {
  key: string
  title: string
  value: number | null
  text: string
  children: boolean
  own?: boolean
}

export type Breakdown = 'children' | 'months'

export interface FigureBreakdown {
  figure: Figure
  org: string
  value: number | null
  text: string
  by: Breakdown
  items: FigurePart[]
}

export interface Contribution {
  record: RecordItem
  day: string
  amount: number
  who: string | null
}

export interface DashboardSeries {
  org: string
  short: string
  opened: number[]
  closed: number[]
  onTime: (number | null)[]
}

export interface Dashboard {
  org: string
  orgName: string
  year: number
  cards: { figure: string; title: Text; value: number | null; text: string }[]
  months: string[]
  series: DashboardSeries[]
  byProgramme: { programme: string; title: Text; opened: number; closed: number }[]
  onTime: { value: number | null; numerator: number; denominator: number }
}

export interface TextRun {
  text: string
}

export interface FigureRun {
  figure: string
  text: string
  value: number | null
  title: Text
  definition: Text
}

export interface TypedRun {
  typed: string
  text: string | null
  title: Text
  unit: string
  by: string | null
  at: string | null
}

export type Run = TextRun | FigureRun | TypedRun

export interface ReportSection {
  heading: string
  paragraphs: { runs: Run[] }[]
}

export interface Report {
  name: string
  title: string
  org: string
  orgName: string
  year: number
  from: string
  to: string
  cutOff: string
  sections: ReportSection[]
}

export interface Account {
  id: string
  name: string
  title: string
  grants: Grant[]
  locked: boolean
  active: boolean
  version: number
}

export interface Role {
  name: string
  title: Text
  levels: Level[]
  permissions: Permission[]
  sees: string
}

export interface JournalEntry {
  seq: number
  at: string
  account: string | null
  accountName: string | null
  org: string | null
  action: string
  target: string | null
  hash: string
}

export interface JournalCheck {
  entries: number
  intact: boolean
  firstBroken: number | null
}
