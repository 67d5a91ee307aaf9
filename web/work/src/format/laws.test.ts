import { describe, expect, it } from 'vitest'
import { chineseNumber, lawOnPaper, lawWords } from './laws'

describe('the source of a deadline', () => {
  it('is cited the way the language does', () => {
    expect(lawWords('信访工作条例 (2022)', '34', false)).toBe('《信访工作条例》（2022）第34条')
    expect(lawWords('上海市集体合同条例', '15', false)).toBe('《上海市集体合同条例》第15条')
    expect(lawWords('信访工作条例 (2022)', '34', true)).toBe('信访工作条例 (2022), Art. 34')
  })
  it('names two laws, several articles, or none', () => {
    expect(lawWords('人民调解法 (2010) / 民事诉讼法 (2023)', '33 / 205', false)).toBe(
      '《人民调解法》（2010）、《民事诉讼法》（2023）第33、205条',
    )
    expect(lawWords('法发〔2022〕10号', '?', false)).toBe('法发〔2022〕10号')
    expect(lawWords('round notice', '?', true)).toBe('round notice')
  })
  it('is cited in a letter by the number in words and without its year', () => {
    expect([5, 10, 11, 20, 35, 100, 105, 110, 211].map(chineseNumber)).toEqual([
      '五',
      '十',
      '十一',
      '二十',
      '三十五',
      '一百',
      '一百零五',
      '一百一十',
      '二百一十一',
    ])
    expect(lawOnPaper('信访工作条例 (2022)', '35')).toBe('《信访工作条例》第三十五条')
    expect(lawOnPaper('人民调解法 (2010) / 民事诉讼法 (2023)', '33 / 205')).toBe(
      '《人民调解法》（2010）、《民事诉讼法》（2023）第33、205条',
    )
  })
})
