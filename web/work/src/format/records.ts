// A record's number is its id in another writing: the county, and the number within it. The addresses of record pages take the
// id, the books name records by their number. (src/storage/ids.h)
const shift = 43n

export function idOfNumber(number: string): string | null {
  const match = /^(\d{6})-(\d{1,13})$/.exec(number)
  return match ? String((BigInt(match[1]!) << shift) | BigInt(match[2]!)) : null
}

export function numberOfId(id: string): string | null {
  if (!/^\d{1,19}$/.test(id)) return null
  const whole = BigInt(id)
  const within = whole & ((1n << shift) - 1n)
  return `${String(whole >> shift).padStart(6, '0')}-${String(within).padStart(8, '0')}`
}

// Where a record is shown, by its number.
export const toRecord = (number: string) => ({ name: 'record', params: { id: idOfNumber(number) ?? '0' } })
