// Invented programmes for the mock server. The shapes are those of the API contract.
const text = (zh, en) => ({ zh, en })

const action = (name, zh, en, to, more = {}) => ({
  name,
  title: text(zh, en),
  to,
  needs: [],
  takes: [],
  adds: [],
  noteRequired: false,
  confirm: false,
  ...more,
})
const state = (name, zh, en, more = {}) => ({
  name,
  title: text(zh, en),
  closed: false,
  void: false,
  ...more,
})
const field = (name, zh, en, type, more = {}) => ({
  name,
  title: text(zh, en),
  type,
  required: false,
  choices: null,
  sight: 'internal',
  ...more,
})
const choice = (value, zh, en, of) => ({ value, title: text(zh, en), ...(of ? { of } : {}) })

const withdraw = action('withdraw', '撤回', 'Withdraw', 'withdrawn', { noteRequired: true, confirm: true })

// from-state -> names of the actions offered there
const aid = {
  create: action('create', '申报', 'Propose', 'proposed'),
  states: [
    state('proposed', '已申报', 'Proposed'),
    state('reviewed', '已审核', 'Reviewed'),
    state('notice', '公示中', 'Public notice'),
    state('returned', '已退回', 'Returned'),
    state('paid', '已发放', 'Paid', { closed: true }),
    state('withdrawn', '已撤回', 'Withdrawn', { closed: true, void: true }),
  ],
  actions: [
    action('approve', '乡镇审核', 'Approve', 'reviewed', { takes: ['remark'] }),
    action('return', '退回补充', 'Return', 'returned', { noteRequired: true }),
    action('publish', '公示', 'Publish', 'notice'),
    action('pay', '发放', 'Pay', 'paid', { needs: ['paid-on'], confirm: true }),
    action('resubmit', '重新申报', 'Resubmit', 'proposed', { takes: ['amount', 'remark'] }),
    action('visit', '回访', 'Visit', null, { takes: ['visit-result'] }),
    withdraw,
  ],
  steps: {
    proposed: ['approve', 'return', 'withdraw'],
    returned: ['resubmit', 'withdraw'],
    reviewed: ['publish', 'return'],
    notice: ['pay', 'return'],
    paid: ['visit'],
  },
  days: { proposed: 7, returned: 10, reviewed: 5, notice: 7 },
  path: ['proposed', 'reviewed', 'notice', 'paid'],
  does: ['approve', 'publish', 'pay'],
}
const event = {
  create: action('create', '立项', 'Plan', 'planned'),
  states: [
    state('planned', '筹备中', 'Planned'),
    state('running', '进行中', 'Running'),
    state('finished', '已办结', 'Finished', { closed: true }),
    state('cancelled', '已取消', 'Cancelled', { closed: true, void: true }),
  ],
  actions: [
    action('open', '开班', 'Open', 'running', { needs: ['held-on'], adds: ['trainee'] }),
    action('enrol', '登记学员', 'Enrol', null, { adds: ['trainee'] }),
    action('finish', '办结', 'Finish', 'finished', {
      needs: ['attendance'],
      takes: ['satisfaction', 'remark'],
    }),
    action('cancel', '取消', 'Cancel', 'cancelled', { noteRequired: true, confirm: true }),
  ],
  steps: { planned: ['open', 'cancel'], running: ['finish', 'enrol', 'cancel'] },
  days: { planned: 30, running: 15 },
  path: ['planned', 'running', 'finished'],
  does: ['open', 'finish'],
}
const handling = {
  create: action('create', '受理', 'Receive', 'received'),
  states: [
    state('received', '已受理', 'Received'),
    state('working', '办理中', 'In hand'),
    state('referred', '已转办', 'Referred'),
    state('settled', '已办结', 'Settled', { closed: true }),
  ],
  actions: [
    action('accept', '开始办理', 'Take in hand', 'working'),
    action('refer', '转办', 'Refer', 'referred', { needs: ['refer-to'], noteRequired: true }),
    action('take-back', '收回', 'Take back', 'working'),
    action('settle', '办结', 'Settle', 'settled', { needs: ['outcome'], takes: ['remark'], confirm: true }),
    action('visit', '回访', 'Follow up', null, { takes: ['visit-result'] }),
  ],
  steps: {
    received: ['accept', 'refer'],
    working: ['settle', 'refer'],
    referred: ['take-back', 'settle'],
    settled: ['visit'],
  },
  days: { received: 15, working: 60, referred: 30 },
  path: ['received', 'working', 'settled'],
  does: ['accept', 'settle'],
}

const remark = field('remark', '备注', 'Remark', 'long-text', { maxLength: 500 })
const visitResult = field('visit-result', '回访情况', 'Visit result', 'long-text', { maxLength: 1000 })

const types = [
  {
    name: 'spring-bud.grant',
    programme: 'spring-bud',
    title: text('春蕾助学金', 'Spring Bud grant'),
    kind: 'aid',
    flow: aid,
    levels: ['village'],
    subject: { who: 'person', required: true },
    participants: [],
    fields: [
      field('school', '就读学校', 'School', 'text', { required: true, maxLength: 60 }),
      field('stage', '学段', 'Stage', 'choice', {
        required: true,
        choices: [
          choice('primary', '小学', 'Primary'),
          choice('junior', '初中', 'Junior secondary'),
          choice('senior', '高中', 'Senior secondary', [
            choice('general', '普通高中', 'General'),
            choice('vocational', '职业高中', 'Vocational'),
          ]),
          choice('college', '大学', 'College'),
        ],
      }),
      field('amount', '资助金额', 'Amount', 'money', {
        required: true,
        min: 10000,
        max: 500000,
        help: text('每人每学年最高 5000 元', 'At most 5,000 yuan a pupil and school year'),
      }),
      field('orphan', '孤儿', 'Orphan', 'yes-no'),
      field('income', '家庭年收入', 'Household income', 'money', { sight: 'personal' }),
      field('story', '家庭情况', 'Family circumstances', 'long-text', {
        sight: 'personal',
        maxLength: 2000,
        help: text('写清困难原因，不写身份证号', 'The reason for hardship; no identity numbers'),
      }),
      field('paid-on', '发放日期', 'Paid on', 'date'),
      remark,
      visitResult,
    ],
  },
  {
    name: 'spring-bud.class',
    programme: 'spring-bud',
    title: text('春蕾班', 'Spring Bud class'),
    kind: 'place',
    flow: event,
    levels: ['county', 'township'],
    subject: null,
    participants: [{ name: 'trainee', title: text('学生', 'Pupil'), who: 'person' }],
    fields: [
      field('school', '学校', 'School', 'text', { required: true, maxLength: 60 }),
      field('pupils', '人数', 'Pupils', 'count', { required: true, min: 1, max: 200, unit: '人' }),
      field('held-on', '开班日期', 'Opened on', 'date'),
      field('attendance', '实到人数', 'Attendance', 'count', { min: 0, max: 5000, unit: '人' }),
      field('satisfaction', '满意率', 'Satisfaction', 'decimal', { min: 0, max: 100, unit: '%' }),
      remark,
    ],
  },
  {
    name: 'skills.course',
    programme: 'skills',
    title: text('技能培训班', 'Skills course'),
    kind: 'event',
    flow: event,
    levels: ['county', 'township', 'village'],
    subject: null,
    participants: [{ name: 'trainee', title: text('学员', 'Trainee'), who: 'person' }],
    fields: [
      field('subject-matter', '培训内容', 'Subject', 'choice', {
        required: true,
        choices: [
          choice('housekeeping', '家政服务', 'Housekeeping'),
          choice('maternity', '月嫂', 'Maternity care'),
          choice('e-commerce', '电子商务', 'E-commerce'),
          choice('planting', '种养技术', 'Farming', [
            choice('flowers', '花木', 'Flowers and trees'),
            choice('greenhouse', '设施蔬菜', 'Greenhouse vegetables'),
          ]),
          choice('handicraft', '手工编织', 'Handicraft'),
        ],
      }),
      field('place', '地点', 'Place', 'text', { required: true, maxLength: 80 }),
      field('hours', '课时', 'Lessons', 'count', { min: 1, max: 400, unit: '课时' }),
      field('cost', '补助经费', 'Subsidy', 'money', { min: 0, max: 20000000 }),
      field('village', '举办村（居）', 'Village', 'organisation'),
      field('held-on', '开班日期', 'Opened on', 'date'),
      field('attendance', '实到人数', 'Attendance', 'count', { min: 0, max: 5000, unit: '人' }),
      field('satisfaction', '满意率', 'Satisfaction', 'decimal', { min: 0, max: 100, unit: '%' }),
      remark,
    ],
  },
  {
    name: 'micro-credit.loan',
    programme: 'micro-credit',
    title: text('小额担保贷款', 'Micro-credit loan'),
    kind: 'aid',
    flow: aid,
    levels: ['village', 'township'],
    subject: { who: 'person', required: true },
    participants: [],
    fields: [
      field('project', '创业项目', 'Business', 'text', { required: true, maxLength: 80 }),
      field('amount', '贷款金额', 'Amount', 'money', { required: true, min: 100000, max: 30000000 }),
      field('start-year', '创业年份', 'Started in', 'year', { min: 1990, max: 2015 }),
      field('jobs', '带动就业', 'Jobs created', 'count', { min: 0, max: 500, unit: '人' }),
      field('guarantor', '担保人', 'Guarantor', 'person', { sight: 'personal' }),
      field('paid-on', '放款日期', 'Paid on', 'date'),
      remark,
      visitResult,
    ],
  },
  {
    name: 'rights.case',
    programme: 'rights',
    title: text('维权来信来访', 'Rights petition'),
    kind: 'case',
    flow: handling,
    levels: ['county', 'township', 'village', 'city'],
    subject: { who: 'person', required: true },
    participants: [{ name: 'partner', title: text('协办单位', 'Partner'), who: 'organisation' }],
    fields: [
      field('channel', '渠道', 'Channel', 'choice', {
        required: true,
        choices: [
          choice('visit', '来访', 'Visit'),
          choice('letter', '来信', 'Letter'),
          choice('phone', '12338 热线', '12338 hotline'),
          choice('net', '网络', 'Online'),
        ],
      }),
      field('matter', '诉求类别', 'Matter', 'choice', {
        required: true,
        choices: [
          choice('marriage', '婚姻家庭', 'Marriage and family'),
          choice('labour', '劳动权益', 'Labour rights'),
          choice('land', '土地权益', 'Land rights'),
          choice('children', '未成年人保护', 'Protection of minors'),
          choice('other', '其他', 'Other'),
        ],
      }),
      field('story', '诉求内容', 'What she asks', 'long-text', {
        required: true,
        sight: 'personal',
        maxLength: 2000,
      }),
      field('refer-to', '转办单位', 'Referred to', 'organisation'),
      field('outcome', '办理结果', 'Outcome', 'choice', {
        choices: [
          choice('mediated', '调解成功', 'Mediated'),
          choice('aid', '提供法律援助', 'Legal aid given'),
          choice('advice', '咨询答复', 'Advice given'),
          choice('suit', '引导诉讼', 'Led to court'),
        ],
      }),
      remark,
      visitResult,
    ],
  },
  {
    name: 'lectures.talk',
    programme: 'lectures',
    title: text('宣讲活动', 'Talk'),
    kind: 'event',
    flow: event,
    levels: ['county', 'township', 'village'],
    subject: null,
    participants: [{ name: 'trainee', title: text('听众', 'Listener'), who: 'person' }],
    fields: [
      field('topic', '主题', 'Topic', 'text', { required: true, maxLength: 80 }),
      field('place', '地点', 'Place', 'text', { required: true, maxLength: 80 }),
      field('held-on', '举办日期', 'Held on', 'date'),
      field('attendance', '到场人次', 'Attendance', 'count', { min: 0, max: 5000, unit: '人次' }),
      field('satisfaction', '满意率', 'Satisfaction', 'decimal', { min: 0, max: 100, unit: '%' }),
      remark,
    ],
  },
  {
    name: 'finest-family.nomination',
    programme: 'finest-family',
    title: text('最美家庭推荐', 'Finest family nomination'),
    kind: 'selection',
    flow: aid,
    levels: ['village'],
    subject: { who: 'person', required: true },
    participants: [],
    fields: [
      field('theme', '类型', 'Theme', 'choice', {
        required: true,
        choices: [
          choice('harmony', '和睦', 'Harmony'),
          choice('filial', '孝老', 'Filial'),
          choice('frugal', '勤俭', 'Frugal'),
          choice('green', '绿色', 'Green'),
          choice('book', '书香', 'Reading'),
        ],
      }),
      field('story', '家庭故事', 'The family’s story', 'long-text', { required: true, maxLength: 2000 }),
      field('paid-on', '授牌日期', 'Awarded on', 'date'),
      remark,
      visitResult,
    ],
  },
]

const programmes = [
  [
    'spring-bud',
    '春蕾计划',
    'Spring Bud',
    '资助贫困家庭女童完成学业',
    'Helps girls of poor families to finish school',
    '家庭儿童部',
    'Family and children',
  ],
  [
    'finest-family',
    '最美家庭',
    'Finest family',
    '寻找、推荐、宣传最美家庭',
    'Finds and honours exemplary families',
    '家庭儿童部',
    'Family and children',
  ],
  [
    'skills',
    '巾帼技能培训',
    'Skills for women',
    '免费培训农村妇女就业技能',
    'Free courses for rural women',
    '妇女发展部',
    'Development',
  ],
  [
    'micro-credit',
    '妇女小额担保贷款',
    'Women’s micro-credit',
    '为妇女创业提供贴息担保贷款',
    'Guaranteed loans for women who start a business',
    '妇女发展部',
    'Development',
  ],
  [
    'rights',
    '维权服务',
    'Rights service',
    '来信来访和 12338 热线的受理与办理',
    'Letters, visits and the 12338 hotline',
    '权益部',
    'Rights',
  ],
  [
    'lectures',
    '“3+X”讲堂',
    '“3+X” lectures',
    '普法、家教、健康和自选主题进村（居）',
    'Law, parenting, health and a topic of choice in every village',
    '宣传部',
    'Publicity',
  ],
]

const figure = (name, zh, en, measure, type, unit, more = {}) => ({
  name,
  title: text(zh, en),
  measure,
  type,
  unit,
  flow: true,
  money: unit === '元',
  decimals: 0,
  seed: [],
  ...more,
})
const figures = [
  figure('spring-bud.paid', '发放各类助学款', 'Grants paid', 'sum', 'spring-bud.grant', '元', {
    seed: ['F126'],
    when: 'paid',
  }),
  figure('spring-bud.pupils', '资助贫困学子', 'Pupils helped', 'people', 'spring-bud.grant', '名', {
    seed: ['F127'],
    when: 'paid',
  }),
  figure('spring-bud.waiting', '待资助学子', 'Pupils waiting', 'people', 'spring-bud.grant', '名', {
    flow: false,
    when: 'open',
  }),
  figure('spring-bud.classes', '新增春蕾班', 'New classes', 'count', 'spring-bud.class', '个', {
    seed: ['F125'],
  }),
  figure('finest-family.families', '最美家庭', 'Finest families', 'count', 'finest-family.nomination', '户', {
    when: 'paid',
  }),
  figure('skills.courses', '技能培训班', 'Courses', 'count', 'skills.course', '期', {}),
  figure('skills.trained', '培训妇女', 'Women trained', 'people', 'skills.course', '名', {
    weight: 'attendance',
  }),
  figure('micro-credit.paid', '发放小额担保贷款', 'Loans paid', 'sum', 'micro-credit.loan', '元', {
    when: 'paid',
  }),
  figure(
    'micro-credit.borrowers',
    '扶持创业妇女',
    'Women entrepreneurs',
    'people',
    'micro-credit.loan',
    '名',
    { when: 'paid' },
  ),
  figure('rights.received', '受理来信来访', 'Petitions received', 'count', 'rights.case', '件', {}),
  figure('rights.settled', '办结来信来访', 'Petitions settled', 'count', 'rights.case', '件', {
    when: 'closed',
  }),
  figure('rights.rate', '办结率', 'Settled', 'ratio', 'rights.case', '%', { decimals: 1 }),
  figure('lectures.held', '宣讲场次', 'Talks held', 'count', 'lectures.talk', '场', {}),
  figure('lectures.listeners', '听众人次', 'Attendances', 'sum', 'lectures.talk', '人次', {
    weight: 'attendance',
  }),
  figure(
    'lectures.unreached',
    '未开讲村（居）',
    'Villages without a talk',
    'missing',
    'lectures.talk',
    '个',
    {},
  ),
]

for (const type of types) {
  const home = programmes.find((one) => one[0] === type.programme)
  type.programmeTitle = text(home[1], home[2])
  type.states = type.flow.states
  const has = new Set(type.fields.map((one) => one.name))
  const fit = (one) => ({
    ...one,
    needs: one.needs.filter((n) => has.has(n)),
    takes: one.takes.filter((n) => has.has(n)),
    adds: one.adds.filter((n) => type.participants.some((p) => p.name === n)),
  })
  type.actions = type.flow.actions.map(fit)
  const later = new Set([...type.actions.flatMap((one) => [...one.needs, ...one.takes])])
  type.create = {
    ...type.flow.create,
    needs: type.fields.filter((f) => f.required).map((f) => f.name),
    takes: type.fields.filter((f) => !f.required && !later.has(f.name)).map((f) => f.name),
  }
}
export const recordTypes = types
export const publicType = ({ flow: _flow, ...rest }) => rest
export const programmeList = programmes.map(([name, zh, en, aboutZh, aboutEn, keeperZh, keeperEn], i) => ({
  name,
  title: text(zh, en),
  about: text(aboutZh, aboutEn),
  keeper: text(keeperZh, keeperEn),
  seed: [`P0${30 + i}`],
  records: types
    .filter((one) => one.programme === name)
    .map((one) => ({ name: one.name, title: one.title, kind: one.kind })),
  figures: figures.filter((one) => one.name.startsWith(`${name}.`)).map((one) => one.name),
}))
export const figureList = figures.map((one) => {
  const home = programmes.find((p) => p[0] === one.name.split('.')[0])
  const type = types.find((t) => t.name === one.type)
  const { type: _t, when: _w, weight: _g, ...rest } = one
  return {
    ...rest,
    programme: home[0],
    programmeTitle: text(home[1], home[2]),
    source: one,
    definition: text(
      `${type.title.zh}中${one.when === 'paid' ? '已发放的' : one.when === 'open' ? '尚未办结的' : '本期发生的'}，按${one.measure === 'people' ? '不同的人' : one.measure === 'sum' ? '合计' : '件数'}计算`,
      `${type.title.en}: ${one.measure} over the period`,
    ),
  }
})
