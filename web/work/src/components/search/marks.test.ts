import { describe, expect, it } from 'vitest'
import { cutAtMarks } from './marks'

describe('cutting a text at its marks', () => {
  it('keeps every character and marks those that were found', () => {
    expect(
      cutAtMarks('家庭暴力告诫', [
        { start: 0, length: 2 },
        { start: 4, length: 2 },
      ]),
    ).toEqual([
      { text: '家庭', marked: true },
      { text: '暴力', marked: false },
      { text: '告诫', marked: true },
    ])
    expect(cutAtMarks('没有', [])).toEqual([{ text: '没有', marked: false }])
  })
  it('counts characters, not units', () => {
    expect(cutAtMarks('😀𠮷土地', [{ start: 2, length: 2 }])).toEqual([
      { text: '😀𠮷', marked: false },
      { text: '土地', marked: true },
    ])
  })
})
