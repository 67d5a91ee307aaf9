import { describe, expect, it } from 'vitest'
import { columnLetters, crc32, workbookBytes } from './sheet'

describe('a small workbook', () => {
  it('names columns as spreadsheets do', () => {
    expect([1, 26, 27, 52, 53, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'AAA'])
  })
  it('has the checksums that a zip asks for', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  })
  it('holds texts alone, whatever they look like', () => {
    const bytes = workbookBytes([{ name: '名单', rows: [['姓名'], ['=1+1<b>']] }])
    expect([...bytes.subarray(0, 4)]).toEqual([0x50, 0x4b, 3, 4])
    const text = new TextDecoder().decode(bytes)
    expect(text).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1&lt;b&gt;</t>')
    expect(text).not.toContain('<f>')
  })
})
