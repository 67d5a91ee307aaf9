// Names for the shapes that the server's OpenAPI document describes. schema.d.ts is generated from it (npm run types)
// and never edited; what is said here beyond a name narrows what the document leaves open.
import type { components, operations } from './schema'

type Schemas = components['schemas']
type Answer<O extends keyof operations> = operations[O] extends {
  responses: { 200: { content: { 'application/json': infer A } } }
}
  ? A
  : never
type Body<O extends keyof operations> = operations[O] extends {
  requestBody: { content: { 'application/json': infer B } }
}
  ? Omit<B, 'command'>
  : never

export type Text = Schemas['Text']
export interface Page<T> {
  items: T[]
  next: string | null
}

export type Session = Schemas['Session']
export type Grant = Schemas['Grant']
export type Permission = Session['permissions'][number]
export type Level = Grant['level']
export type DemoAccount = Answer<'listDemoAccounts'>['items'][number]

export type Org = Schemas['Organisation']

export type Programme = Schemas['Programme']
export type ProgrammeInFull = Schemas['ProgrammeWithTypes']
export type RecordType = Schemas['RecordType']
export type ParticipantRole = RecordType['participants'][number]
export type Action = Schemas['Action']
export type Field = Schemas['Field']
export type Choice = Schemas['Choice']

export type FieldValues = Schemas['Record']['fields']
export type FieldValue = FieldValues[string]
export type RecordItem = Schemas['RecordItem']
// Records that fields name, by their number, with what may be told of them.
export type NamedRecord = Schemas['Record']['fieldRecords'][string]
export type RecordInFull = Schemas['Record']
export type OfferedAction = Schemas['Offer']
export type SearchHit = Schemas['SearchHit']
export type SearchMark = Schemas['SearchMark']
export type Attachment = Schemas['Attachment']
export type TimelineEntry = Schemas['TimelineEntry']
export type NewRecord = Body<'createRecord'>
export type NewEntry = Body<'actOnRecord'>
export type PartyInput = NonNullable<NewEntry['participants']>[number]
export type Messages = Schemas['Messages']
export type Todo = Schemas['Todo']
export type Todos = Answer<'listTodos'>

export type Deadline = RecordInFull['deadlines'][number]
export type Law = NonNullable<Deadline['source']>
export type PartType = RecordInFull['partTypes'][number]
export type RiskForm = Schemas['RiskForm']

export type Receiver = Schemas['Receiver']
export type TeamMember = RecordInFull['team'][number]
export type TeamCandidate = Answer<'listTeamCandidates'>['items'][number]
export type SealRequest = Schemas['SealRequest']
export type SealAsked = Answer<'approveSeal'>
export type Recovery = Schemas['Recovery']

// Somebody who may be known already. A person out of reach is not shown: then `person` is null.
export type Candidate = Schemas['Candidate']
export type Probe = Body<'listCandidates'>

export type Person = Schemas['Person']
export type NewPerson = Body<'createPerson'>
export type PersonDetail = Schemas['PersonDetail']
export type PersonFile = Schemas['PersonFile']
export type PersonChange = Schemas['PersonChange']
export type PersonFields = Answer<'getPersonFields'>
export type PersonCode = PersonFields['papers'][number]
export type Correction = Body<'correctPerson'>
export type Contact = Schemas['Contact']
export type Household = Schemas['Household']
export type Relation = Schemas['Relation']
export type NewHousehold = Body<'createHousehold'>
export type NewMember = Body<'joinHousehold'>
export type NewRelation = Body<'relatePersons'>

export type PersonImport = Schemas['PersonImport']
export type ImportColumns = Answer<'getImportColumns'>
export type ImportColumn = ImportColumns['columns'][number]
export type ImportWish = Body<'previewImport'>
export type ImportDoubles = NonNullable<ImportWish['doubles']>
export type ImportPreview = Schemas['ImportPreview']
export type RowProblem = ImportPreview['problems'][number]
export type RowDouble = ImportPreview['doubles'][number]
export type PersonWords = Answer<'getPersonFields'>

export type Figure = Schemas['Figure']
export type FigureValue = Schemas['FigureValue']
export type FigureValues = Answer<'getFigureValues'>
export type FigureBreakdown = Answer<'getFigure'>
export type FigurePart = Schemas['FigurePart']
export type FigureLine = Schemas['FigureLine']
export type FigureLines = Answer<'listFigureRecords'>
export type FigureSplits = Answer<'getFigureSplits'>
export type FigureSplit = Schemas['FigureSplit']
export type SplitValue = Schemas['SplitValue']
export type Breakdown = NonNullable<NonNullable<operations['getFigure']['parameters']['query']>['by']>
export type Dashboard = Answer<'getDashboard'>
export type WorkByMonth = Schemas['WorkByMonth']

export type Report = Schemas['Report']
export type ReportName = Answer<'listReports'>['items'][number]
export type Run = Schemas['ReportRun']
// Of the three kinds of runs two say more than their text.
export type FigureRun = Run & Required<Pick<Run, 'figure' | 'title' | 'definition'>>
export type TypedRun = Run & Required<Pick<Run, 'typed' | 'title' | 'unit'>>
export const isFigure = (run: Run): run is FigureRun => run.figure !== undefined
export const isTyped = (run: Run): run is TypedRun => run.typed !== undefined
export type NewNumber = Body<'typeNumber'>

export type Notices = Answer<'listNotices'>

export type Account = Schemas['Account']
export type NewAccount = Body<'createAccount'>
export type AccountChange = Body<'changeAccount'>
export type Role = Schemas['Role']

export type JournalEntry = Schemas['JournalEntry']
export type JournalCheck = Answer<'verifyJournal'>

export type ProblemPaper = Schemas['Problem']
export type FieldProblem = Schemas['FieldProblem']

// Funds, what they bought, and payments. Money is whole fen; records are named by their number.
export type Fund = Schemas['Fund']
export type FundInFull = Schemas['FundInFull']
export type Plan = FundInFull['plans'][number]
export type Statement = Schemas['FundStatement']
export type StatementLine = Schemas['StatementLine']
export type Voucher = Schemas['Voucher']
export type Pot = Schemas['Pot']
export type Books = Schemas['Books']
export type ReceiptPaper = Schemas['Receipt']
export type RecordChoice = Schemas['RecordChoice']
export type Check = Schemas['Check']
export type CheckQuestion = operations['checkRecord']['parameters']['query']
export type Draw = operations['drawVouchers']['parameters']['query']
export type Batch = Schemas['Batch']
export type BatchItem = Schemas['BatchItem']
export type Gathered = Answer<'gatherBatch'>
export type SentOut = Answer<'sendBatch'>
export type BankAnswer = Answer<'answerBatch'>
