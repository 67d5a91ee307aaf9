// How numbers and money are written and read. Money travels as whole fen and is shown in yuan.

export function grouped(value: number, decimals = 0): string {
  const [whole = '0', rest] = Math.abs(value).toFixed(decimals).split('.')
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '-' : ''
  return sign + whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (rest ? `.${rest}` : '')
}

// As many decimals as the number has, two at most.
export function decimals(value: number): number {
  return Math.min(2, String(Math.round(value * 100) / 100).split('.')[1]?.length ?? 0)
}

// 123456 fen -> "1,234.56"; whole yuan drop the decimals.
export function yuan(fen: number): string {
  return grouped(fen / 100, fen % 100 === 0 ? 0 : 2)
}

// What a person typed, in yuan, as whole fen; null when it is no amount of money. Full-width digits,
// grouping commas and a trailing 元 or 万元 are understood. No floating point on the way.
export function fenFrom(typed: string): number | null {
  const plain = halfWidth(typed)
    .replace(/[,，\s¥￥]/g, '')
    .replace(/(万)?元?$/, (_all, wan: string | undefined) => (wan ? 'w' : ''))
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?(w)?$/.exec(plain)
  if (!match) return null
  const scale = match[3] ? 6 : 2
  const digits = match[2] ?? ''
  if (digits.length > scale) return null
  const fen = Number(match[1] + digits.padEnd(scale, '0'))
  return Number.isSafeInteger(fen) ? fen : null
}

// A count or decimal as typed; null when it is no number.
export function numberFrom(typed: string, decimals: number): number | null {
  const plain = halfWidth(typed).replace(/[,，\s]/g, '')
  if (!/^-?\d{1,15}(\.\d+)?$/.test(plain)) return null
  const rest = plain.split('.')[1] ?? ''
  return rest.length > decimals ? null : Number(plain)
}

function halfWidth(typed: string): string {
  return typed
    .replace(/[０-９．]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/。/g, '.')
}

// Sizes of files, in the binary units people read on their machines.
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${grouped(bytes / 1024 / 1024, 1)} MB`
}

// Short numbers for chart axes: 12000 -> "1.2万" in Chinese, "12k" in English.
export function short(value: number, english: boolean): string {
  const size = Math.abs(value)
  const trim = (scaled: number) => String(Math.round(scaled * 10) / 10)
  if (english) {
    if (size >= 1e6) return `${trim(value / 1e6)}M`
    return size >= 1e4 ? `${trim(value / 1e3)}k` : String(value)
  }
  if (size >= 1e8) return `${trim(value / 1e8)}亿`
  return size >= 1e4 ? `${trim(value / 1e4)}万` : String(value)
}
