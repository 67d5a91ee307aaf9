// The annual report of the mock: invented sentences around counted figures and typed-in numbers.
import { valueOf, words } from './figures.mjs'
import { figureList } from './packs.mjs'
import { orgs, today } from './world.mjs'

const typed = new Map()
const slots = {
  readers: { title: { zh: '“书香家庭”参与人数', en: 'Readers reached' }, unit: '人' },
  bases: { title: { zh: '巾帼示范基地', en: 'Model bases' }, unit: '个' },
}
typed.set('321300000000/2015/bases', { value: 58, by: '李华', at: '2015-12-28T16:20:00+08:00' })

const typedRun = (org, year, slot) => {
  const got = typed.get(`${org}/${year}/${slot}`)
  return {
    typed: slot,
    text: got ? `${got.value}${slots[slot].unit}` : null,
    ...slots[slot],
    by: got?.by ?? null,
    at: got?.at ?? null,
  }
}
export function typeIn(org, year, slot, value, by) {
  if (value === null) typed.delete(`${org}/${year}/${slot}`)
  else typed.set(`${org}/${year}/${slot}`, { value, by, at: `${today}T10:00:00+08:00` })
  return typedRun(org, year, slot)
}
export function reportOf(org, year) {
  const from = `${year}-01-01`,
    to = `${year}-12-31`
  const runs = (line) =>
    line
      .split(/(\{[^}]+\})/)
      .filter(Boolean)
      .map((bit) => {
        if (!bit.startsWith('{')) return { text: bit }
        const name = bit.slice(1, -1)
        if (name.startsWith('typed:')) return typedRun(org, year, name.slice(6))
        const figure = figureList.find((one) => one.name === name)
        const { value } = valueOf(figure, org, from, to)
        return {
          figure: name,
          text: words(figure, value),
          value,
          title: figure.title,
          definition: figure.definition,
        }
      })
  const paragraphs = (...lines) => lines.map((line) => ({ runs: runs(line) }))
  const name = orgs.get(org).name
  return {
    name: 'annual',
    title: `${name}${year}年度工作报告`,
    org,
    orgName: name,
    year,
    from,
    to,
    cutOff: today,
    sections: [
      {
        heading: '',
        paragraphs: paragraphs(
          `${year}年，全市各级妇联组织围绕中心、服务大局，以妇女需求为导向，扎实推进重点项目，妇女儿童各项工作取得新成效。`,
        ),
      },
      {
        heading: '一、服务妇女创业就业有新发展',
        paragraphs: paragraphs(
          '全力提升妇女创业就业技能。举办各类技能培训班{skills.courses}，{skills.trained}妇女免费参加培训；创成国家和省市级巾帼示范基地{typed:bases}。',
          '不断拓展创业资金扶持渠道。协调发放妇女小额担保贷款{micro-credit.paid}，扶持创业妇女{micro-credit.borrowers}。',
        ),
      },
      {
        heading: '二、加强妇女普法维权有新举措',
        paragraphs: paragraphs(
          '深入开展“巾帼携手 与法同行”，组织宣讲{lectures.held}，{lectures.listeners}参加。各级妇联受理来信来访{rights.received}，办结{rights.settled}，办结率{rights.rate}。',
        ),
      },
      {
        heading: '三、实施妇女儿童发展规划有新成效',
        paragraphs: paragraphs(
          '持续开展“春蕾计划”，新增春蕾班{spring-bud.classes}，发放各类助学款{spring-bud.paid}，资助贫困学子{spring-bud.pupils}；仍有{spring-bud.waiting}学子等待资助。',
        ),
      },
      {
        heading: '四、深化家庭文明建设有新提升',
        paragraphs: paragraphs(
          '广泛开展寻找“最美家庭”活动，评选最美家庭{finest-family.families}；“书香家庭”亲子阅读活动吸引{typed:readers}参与。',
        ),
      },
    ],
  }
}
