import type zh from './zh-CN'

const en: typeof zh = {
  brand: { name: 'Niangjia', place: 'Workbench' },
  nav: {
    label: 'Main navigation', skip: 'Skip to content', more: 'More', new: 'New record',
    group: { work: 'Work', numbers: 'Figures', house: 'Administration' },
    home: 'Home', records: 'Records', programmes: 'Programmes', figures: 'Figures', dashboard: 'Dashboard', report: 'Work report',
    organisations: 'Organisations', accounts: 'Accounts', journal: 'Journal',
  },
  search: { label: 'Search records', placeholder: 'Search a name, title or number' },
  account: { menu: 'My account' },
  action: { retry: 'Try again', reload: 'Reload', save: 'Save', cancel: 'Cancel', clear: 'Clear', edit: 'Change', yes: 'Yes', removeNamed: 'Remove {name}' },
  state: { loading: 'Loading…', sending: 'Sending…' },
  list: { more: 'Load more', shownSoFar: '{n} shown', shownAll: '{n} in all', showAll: 'Show all {n}' },
  unit: { yuan: 'yuan' },
  level: { city: 'City', county: 'County', township: 'Township', village: 'Village', grid: 'Grid', province: 'Province', unit: 'Unit' },
  sex: { female: 'Female', male: 'Male' },
  problem: {
    unknown: 'Something on this page went wrong. Reload and try again.', unreachable: 'The server cannot be reached. Check the network and try again; what you typed is still here.',
    stale: 'Somebody has changed this meanwhile. Reload, look at the newest state, and then go on.', http: 'The server could not do this ({status}). Try again later.',
  },
  notFound: { title: 'There is no such page', hint: 'The address may be mistyped, or the page has moved.' },
  signIn: {
    title: 'Sign in', name: 'User name', password: 'Password', enter: 'Sign in', out: 'Sign out',
    motto: 'The home a woman can always come back to.', about: 'From the committee’s decisions to every good deed in a village and on to the next work report: entered once, used everywhere, every number with its records behind it.',
    demo: 'Demonstration accounts', demoHint: 'This is a demonstration. One click fills the form.',
  },
  password: {
    title: 'Change password', first: 'This is your first sign-in. Please set a password of your own.', current: 'Current password', next: 'New password', again: 'New password once more',
    help: 'At least 10 characters; no name, birthday or telephone number.', differ: 'The two are not the same.', done: 'The password has been changed.',
  },
  home: { hello: 'Hello, {name}', quick: 'Quick entry', otherType: 'Another type', organisation: 'My organisation', figures: 'Key figures {year}', allFigures: 'All figures' },
  todos: {
    title: 'My to-dos', overdue: 'Overdue', soon: 'Due within three days', all: 'All to-dos', do: 'To do: {action}', openRecords: 'All open records',
    none: 'Nothing to do', noneHint: 'What waits for you appears here, the most urgent first.',
  },
  due: { over: '{n} day late | {n} days late', today: 'Due today', left: '{n} day left | {n} days left', working: '{n} working days' },
  field: {
    number: 'Number', title: 'Subject', org: 'Organisation', state: 'State', opened: 'Entered on', due: 'Due', type: 'Type', subject: 'About',
    day: 'Happened on', note: 'Note', createdBy: 'Entered by',
  },
  form: {
    required: 'Required', needed: 'This is required.', choose: 'Choose', chooseDay: 'Choose a day', yes: 'Yes', no: 'No',
    notMoney: 'Please give an amount in yuan, such as 1200 or 1200.50.', notNumber: 'Please give a number.', notWhole: 'Please give a whole number.',
    tooSmall: 'Must be at least {limit}.', tooLarge: 'Must be at most {limit}.', tooSmallMoney: 'Must be at least {limit} yuan.', tooLargeMoney: 'Must be at most {limit} yuan.', tooLong: 'At most {limit} characters.',
    dayHelp: 'The day it really happened; today unless you say otherwise.', confirm: 'This changes the state and is counted in the figures. Please check before you go on.',
    doAction: '{name}', confirmAction: 'Confirm: {name}',
  },
  person: {
    find: 'Type a name to search', typeName: 'Type the beginning of the name', none: 'Nobody of this name was found', create: 'New person', createNamed: 'New person “{name}”',
    name: 'Name', sex: 'Sex', birth: 'Date of birth', phone: 'Telephone', number: 'Person {id}',
  },
  participants: { title: 'Participants', add: 'Add: {role}', first: 'The first {n} are shown; the ledger has them all.' },
  records: {
    lead: 'All records of your organisation and those below it', search: 'Search a title, name or number', filter: 'Filters', clear: 'Clear filters',
    anyType: 'All programmes and types', anyState: 'All states', wholeProgramme: '{name} (all)', openOrClosed: 'Open or closed',
    open: { all: 'All', true: 'Open', false: 'Closed' },
    ledger: 'Export ledger', ledgerHint: 'Choose one record type first to export its ledger',
    none: 'No record fits', noneHint: 'Loosen the filters, or enter one with “New record”.',
  },
  newRecord: { lead: 'Choose the type first, then fill in what it asks for.', of: 'New: {type}', chooseType: 'Choose what to enter' },
  record: {
    facts: 'Facts', next: 'Next step', dueOn: 'Due by {day}', dueBy: 'Under {law}, {article}', after: '(after {day})',
    closed: 'This record is closed.', nothingToDo: 'No step here waits for you at present.', masked: 'Hidden from your role', done: '“{action}” is done.', made: 'Entered as number {number}.',
  },
  timeline: { title: 'What happened', happened: 'happened on {day}', added: '{n} participant added | {n} participants added', due: 'Due {day}' },
  files: {
    title: 'Attachments', add: 'Upload', none: 'No attachment yet. Files can be dropped here.', sending: 'Uploading {name}…',
    tooLarge: '“{name}” is larger than 20 MB. Please make it smaller.', notAccepted: '“{name}” is of a kind not accepted. Send pdf, images, Word, Excel, text or zip.',
  },
  link: { title: 'Linked records', to: 'Link to', find: 'Search a title or number' },
  programmes: {
    lead: '{n} programmes by department', search: 'Search programmes or record types', noKeeper: 'Other', figures: '{n} figure | {n} figures',
    none: 'No programme found', noneHint: 'Try another word, such as “bud” or “rights”.', allRecords: 'All records', records: 'Records', levels: 'Entered by', states: 'States',
    fields: 'Fields ({n})', field: 'Field', fieldType: 'Type', sight: 'Seen by',
  },
  fieldType: {
    'text': 'Text', 'long-text': 'Long text', 'count': 'Whole number', 'decimal': 'Decimal', 'money': 'Money', 'date': 'Date', 'year': 'Year', 'choice': 'Choice',
    'yes-no': 'Yes or no', 'organisation': 'Organisation', 'person': 'Person',
  },
  sight: { public: 'Public', internal: 'Internal', personal: 'Personal', sealed: 'Sealed' },
  period: {
    label: 'Period', year: 'Year', quarter: 'Quarter', month: 'Month', span: 'From–to', from: 'From', to: 'To',
    yearNamed: '{year}', quarterNamed: 'Quarter {n}',
  },
  measure: { count: 'Count', sum: 'Sum', people: 'Distinct people', organisations: 'Distinct organisations', ratio: 'Ratio', total: 'Total', missing: 'Not reached' },
  figures: {
    lead: 'Every number is counted from records', ledger: 'Export figures', search: 'Search figures', figure: 'Figure', counts: 'Counts', value: 'Value', share: 'Share', whole: 'Whole',
    flow: 'Over the period', stock: 'On the last day', definition: 'Definition', by: 'Broken down by', by_children: 'By organisation', by_months: 'By month',
    behind: 'The records behind the number', behindHint: 'Open any of them', who: 'About', amount: 'Counted ({unit})', distinctHint: 'Somebody who appears in several places counts once, so the whole may be less than the sum of its parts.',
    none: 'No figures', noneHint: 'Try another word, organisation or period.', noParts: 'Nothing below to break it down by', noPartsHint: 'Look at it by month instead.',
    noRecords: 'No record in this period', noRecordsHint: 'Try another period or the organisation above.',
  },
  dashboard: {
    onTime: 'Closed on time', onTimeOf: '{n} of {all} on time', opened: 'Entered', closed: 'Closed', byMonth: 'Entered by month', byProgramme: 'Entered and closed by programme',
    onTimeByMonth: 'Closed on time by month (%)', year: 'Year', cell: '{opened} entered, {closed} closed',
  },
  report: {
    cutOff: 'Figures as of {day}', print: 'Print', document: 'Export Word', ledger: 'Export figures', counted: '{n} number counted from records | {n} numbers counted from records', typedCount: '{n} typed in | {n} typed in', missing: '{n} still to be typed in | {n} still to be typed in',
    typedBy: 'Typed in by {name}, {day}', notTyped: 'Not typed in yet', blank: '(to be filled) {unit}', mark: 'typed', notes: 'Numbers marked “typed” were typed in by people; no record stands behind them: {list}.', noteOf: '{title} ({about})', exact: 'Exact value', explore: 'Details and distribution',
    typedMeaning: 'No record stands behind this number. A person types it in, and the report says so.', typedHelp: 'Leave it empty to clear it.', source: 'Where it comes from', mayNotType: 'You may not type numbers in; please ask the department’s cadre.',
  },
  org: {
    lead: 'Unfold the tree, or search', choose: 'Choose an organisation', search: 'Search a name or code', hits: 'Results', noHits: 'Nothing found', below: '{n} below', allBelow: 'All {n} below', trail: 'Place in the tree',
    onlyLevels: 'May be chosen: {levels}', name: 'Name', code: 'Code', level: 'Level', children: 'Below', classification: 'Urban or rural', urban: 'Urban', rural: 'Rural', from: 'Since',
    rename: 'Rename', renameHelp: 'The code stays, and so do all past records.', ended: 'This organisation ended on {day}.', successor: 'Its successor',
  },
  accounts: {
    lead: 'Who has which role at which organisation', create: 'New account', change: 'Change account', search: 'Search a name', title: 'Name', name: 'User name', grants: 'Roles', state: 'State', actions: 'Actions',
    on: 'Active', off: 'Switched off', locked: 'Locked for now', lock: 'Switch off', unlock: 'Switch on', lockAsk: '{name} will no longer be able to sign in. Go on?', unlockAsk: 'Let {name} sign in again?', saved: 'The account has been saved.',
    nameHelp: 'Lower-case letters, digits, dots or hyphens; it cannot be changed later.', firstPassword: 'First password', newPassword: 'New password', passwordHelp: 'At least 10 characters; it has to be changed at the next sign-in.',
    role: 'Role', addGrant: 'Add a role', removeGrant: 'Remove this role', grantNeeded: 'Every line needs a role and an organisation.', none: 'No account', noneHint: 'Try another organisation or word.',
  },
  journal: {
    lead: 'Entries are only ever added; each is chained to the one before', verify: 'Verify', verifying: 'Verifying…', intact: 'All {n} entries are intact.', broken: 'The chain is broken at entry {seq}. Tell the administrator at once.',
    none: 'No entry yet', seq: 'No.', at: 'When', who: 'Who', action: 'What', target: 'Object', hash: 'Digest',
    actions: { session: { open: 'Signed in', close: 'Signed out' }, record: { create: 'Entered a record', act: 'Acted on a record', read: 'Read a record' }, ledger: { export: 'Exported a ledger' }, report: { read: 'Read a report', export: 'Exported a report' }, account: { create: 'Made an account', change: 'Changed an account' }, organisation: { rename: 'Renamed an organisation' } },
  },
}
export default en
