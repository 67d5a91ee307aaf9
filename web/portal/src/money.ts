// Whole fen as people write yuan: 123456 is 1,234.56, and whole yuan have no fen.
export function yuan(fen: number): string {
  const [whole = '0', rest] = (Math.abs(fen) / 100).toFixed(fen % 100 === 0 ? 0 : 2).split('.')
  return (fen < 0 ? '-' : '') + whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (rest ? `.${rest}` : '')
}

// How long a bar is beside the longest, in percent. What there is of it can be seen.
export function share(amount: number, amounts: number[]): number {
  const most = Math.max(0, ...amounts)
  return amount <= 0 || most <= 0 ? 0 : Math.max(1, Math.round((amount / most) * 100))
}
