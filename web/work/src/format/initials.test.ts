import { describe, expect, it } from 'vitest'
import { matchesInitials } from './initials'

describe('initials', () => {
  it('are those of the pinyin', () => {
    const words: [string, string][] = [
      ['家庭暴力', 'jtbl'],
      ['离婚', 'lh'],
      ['抚养、探望', 'fytw'],
      ['彩礼、婚约财产', 'clhycc'],
      ['农村宅基地', 'nczjd'],
      ['性侵、猥亵', 'xqwx'],
      ['土地承包、征地补偿、集体收益', 'tdcbzdbcjtsy'],
      ['三期女职工保护', 'sqnzgbh'],
      ['低保、救助', 'dbjz'],
      ['其他', 'qt'],
    ]
    for (const [text, letters] of words) expect([text, matchesInitials(text, letters)]).toEqual([text, true])
  })
  it('may begin at any syllable and end before the last', () => {
    expect(matchesInitials('家庭暴力', 'bl')).toBe(true)
    expect(matchesInitials('家庭暴力', 'jt')).toBe(true)
    expect(matchesInitials('家庭暴力', 'jb')).toBe(false)
    expect(matchesInitials('家庭暴力', 'jtblx')).toBe(false)
  })
  it('say both where a character has two readings', () => {
    expect(matchesInitials('重婚、婚外情', 'ch')).toBe(true)
    expect(matchesInitials('重婚、婚外情', 'zh')).toBe(true)
  })
})
