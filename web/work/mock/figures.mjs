// Figures of the mock, counted from its records each time they are asked for.
import { figureList } from './packs.mjs'
import { digits, orgs, records, within } from './world.mjs'

const group = (n, d = 0) => n.toFixed(d).replace(/\B(?=(\d{3})+(?!\d))/, ',')
export const words = (figure, value) => {
  if (value === null) return '—'
  if (figure.unit === '%') return `${value.toFixed(1)}%`
  if (value >= 10000 && Number.isInteger(value / 100)) return `${value / 10000}万${figure.unit}`
  return `${group(value)}${figure.unit}`
}
const dayOf = (source, record) =>
  source.when === 'paid' || source.when === 'closed' ? record.closedOn : record.opened
const amount = (source, record) =>
  source.measure === 'sum'
    ? source.weight
      ? (record.fields[source.weight] ?? 0)
      : (record.fields.amount ?? 0) / 100
    : source.weight
      ? (record.fields[source.weight] ?? 0)
      : 1

export function behind(figure, org, from, to) {
  const source = figure.source
  return [...records.values()]
    .filter((one) => {
      if (one.type.name !== source.type || !within(one.org, org)) return false
      if (source.when === 'open') return one.opened <= to && !one.closedOn
      const day = dayOf(source, one)
      return day !== null && day >= from && day <= to
    })
    .map((record) => ({
      record,
      day: dayOf(source, record) ?? record.opened,
      amount: amount(source, record),
      who: record.subject?.name ?? null,
    }))
}
export function valueOf(figure, org, from, to) {
  const source = figure.source
  if (source.measure === 'ratio') {
    const got = behind(figure, org, from, to)
    const numerator = got.filter((one) => one.record.closedOn).length
    return {
      value: got.length ? Math.round((numerator / got.length) * 1000) / 10 : null,
      numerator,
      denominator: got.length,
    }
  }
  if (source.measure === 'missing') {
    const reached = new Set(behind(figure, org, from, to).map((one) => one.record.org))
    return {
      value: [...orgs.values()].filter(
        (o) => o.level === 'village' && within(o.code, org) && !reached.has(o.code),
      ).length,
    }
  }
  return { value: behind(figure, org, from, to).reduce((sum, one) => sum + one.amount, 0) }
}
export function breakdown(figure, org, from, to, by) {
  const whole = valueOf(figure, org, from, to).value
  let items
  if (by === 'months') {
    items = []
    for (let at = from.slice(0, 7); at <= to.slice(0, 7);) {
      const [y, m] = at.split('-').map(Number)
      const value = valueOf(figure, org, `${at}-01`, `${at}-31`).value
      items.push({ key: at, title: `${m}月`, value, text: words(figure, value), children: false })
      at = m === 12 ? `${y + 1}-01` : `${y}-${String(m + 1).padStart(2, '0')}`
    }
  } else {
    items = [...orgs.values()]
      .filter((one) => one.parent === org)
      .map((one) => {
        const value = valueOf(figure, one.code, from, to).value
        return {
          key: one.code,
          title: one.short,
          value,
          text: words(figure, value),
          children: one.children > 0,
        }
      })
    const rest = whole - items.reduce((sum, one) => sum + (one.value ?? 0), 0)
    if (rest > 0 && figure.measure !== 'ratio')
      items.push({
        key: org,
        title: `${orgs.get(org).short}本级`,
        value: rest,
        text: words(figure, rest),
        children: false,
        own: true,
      })
  }
  return { figure, org, value: whole, text: words(figure, whole), by, items }
}
export function dashboard(org, year) {
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
  const inside = [...records.values()].filter((one) => within(one.org, org))
  const late = (one) => Number(one.id) % 31 === 0
  const below = [...orgs.values()].filter((one) => one.parent === org)
  const series = (below.length ? below : [orgs.get(org)]).map((one) => {
    const mine = inside.filter((r) => within(r.org, one.code))
    const closed = months.map((m) => mine.filter((r) => r.closedOn?.startsWith(m)))
    return {
      org: one.code,
      short: one.short,
      opened: months.map((m) => mine.filter((r) => r.opened.startsWith(m)).length),
      closed: closed.map((c) => c.length),
      onTime: closed.map((c) =>
        c.length ? Math.round((c.filter((r) => !late(r)).length / c.length) * 1000) / 10 : null,
      ),
    }
  })
  const done = inside.filter((r) => r.closedOn?.startsWith(String(year)))
  const good = done.filter((r) => !late(r)).length
  const shown = ['spring-bud.paid', 'skills.trained', 'micro-credit.paid', 'rights.received'].map((name) =>
    figureList.find((f) => f.name === name),
  )
  const names = new Map(inside.map((r) => [r.type.programme, r.type.programmeTitle]))
  return {
    org,
    orgName: orgs.get(org).name,
    year,
    months,
    series,
    cards: shown.map((f) => {
      const { value } = valueOf(f, org, `${year}-01-01`, `${year}-12-31`)
      return { figure: f.name, title: f.title, value, text: words(f, value) }
    }),
    byProgramme: [...names].map(([programme, title]) => ({
      programme,
      title,
      opened: inside.filter((r) => r.type.programme === programme && r.opened.startsWith(String(year)))
        .length,
      closed: done.filter((r) => r.type.programme === programme).length,
    })),
    onTime: {
      value: done.length ? Math.round((good / done.length) * 1000) / 10 : null,
      numerator: good,
      denominator: done.length,
    },
  }
}
export { digits }
