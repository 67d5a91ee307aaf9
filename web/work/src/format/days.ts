// Days are ISO text all the way; only this module turns them into words. "Today" comes from the server.

export function dayWords(day: string | null | undefined, english: boolean): string {
  if (!day) return '—'
  const [year, month, date] = day.slice(0, 10).split('-').map(Number)
  if (!year || !month || !date) return day
  return english ? day.slice(0, 10) : `${year}年${month}月${date}日`
}

// Moments keep the zone of the server: the clock on the wall of the office, not of this machine.
export function momentWords(moment: string | null | undefined, english: boolean): string {
  if (!moment) return '—'
  return `${dayWords(moment, english)} ${moment.slice(11, 16)}`.trim()
}

export function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}

export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

export function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
