import { describe, expect, it } from 'vitest'
import { decimals, fenFrom, fileSize, grouped, numberFrom, short, yuan } from './numbers'

describe('money', () => {
  it('is shown in yuan with grouping, fen only when there are some', () => {
    expect(yuan(368000000)).toBe('3,680,000')
    expect(yuan(123456)).toBe('1,234.56')
    expect(yuan(0)).toBe('0')
    expect(yuan(-150)).toBe('-1.50')
  })
  it('is read in yuan and kept as whole fen', () => {
    expect(fenFrom('500')).toBe(50000)
    expect(fenFrom('1,234.5')).toBe(123450)
    expect(fenFrom('0.29')).toBe(29)
    expect(fenFrom('８００元')).toBe(80000)
    expect(fenFrom('1.2万元')).toBe(1200000)
  })
  it('refuses what is no amount', () => {
    for (const typed of ['', 'abc', '-5', '1.234', '1e3', '1.2.3']) expect(fenFrom(typed)).toBeNull()
  })
})

describe('numbers', () => {
  it('are grouped by thousands', () => {
    expect(grouped(12345678)).toBe('12,345,678')
    expect(grouped(97.25, 1)).toBe('97.3')
    expect(grouped(-0.01, 1)).toBe('0.0')
  })
  it('show the decimals they have, two at most', () => {
    expect([3, 91.4, 1 / 3].map(decimals)).toEqual([0, 1, 2])
  })
  it('are read with the decimals the field allows', () => {
    expect(numberFrom('１２', 0)).toBe(12)
    expect(numberFrom('12.5', 0)).toBeNull()
    expect(numberFrom('12.5', 2)).toBe(12.5)
    expect(numberFrom('十二', 0)).toBeNull()
  })
  it('are short on axes in the habit of the language', () => {
    expect(short(36800, false)).toBe('3.7万')
    expect(short(368000000, false)).toBe('3.7亿')
    expect(short(36800, true)).toBe('36.8k')
    expect(short(900, true)).toBe('900')
  })
  it('tell sizes of files', () => {
    expect(fileSize(900)).toBe('900 B')
    expect(fileSize(20480)).toBe('20 KB')
    expect(fileSize(5 * 1024 * 1024)).toBe('5.0 MB')
  })
})
