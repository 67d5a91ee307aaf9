import { readFileSync } from 'node:fs'
import { beforeEach, expect, test, vi } from 'vitest'

vi.stubGlobal('navigator', { language: 'zh-CN' })
const { dayText, fill, monthText, say, texts, view } = await import('./texts')
const { plain, receiptNumber } = await import('./api')

beforeEach(() => {
  view.language = 'zh'
})

test('every text is there in both languages, with the same gaps to fill', () => {
  for (const [key, pair] of Object.entries(texts)) {
    expect(pair.zh, key).not.toBe('')
    expect(pair.en, key).not.toBe('')
    expect(pair.zh.match(/\{\w+\}/g) ?? [], key).toEqual(pair.en.match(/\{\w+\}/g) ?? [])
    if (key !== 'other') expect(/\p{Script=Han}/u.test(pair.en), key).toBe(false)
  }
})

test('no word of the page and of its settings names what happened to her', () => {
  const settings = readFileSync(new URL('../../../packs/common/portal.yaml', import.meta.url), 'utf8')
  const page = readFileSync(new URL('../index.html', import.meta.url), 'utf8')
  const words = JSON.stringify(texts) + settings.replace(/^\s*#.*$/gm, '') + page
  for (const word of ['暴', '殴', '虐', '侵', '伤害', '受害', '家庭', '求救', 'violen', 'abus', 'assault', 'victim', 'beat', 'harm']) {
    expect(words.toLowerCase().includes(word), word).toBe(false)
  }
})

test('days are written as people say them', () => {
  expect(dayText('2015-03-08')).toBe('2015年3月8日')
  expect(monthText('2015-03')).toBe('2015年3月')
  expect(say('nextStaff', { day: dayText('2015-03-24') })).toBe('最晚2015年3月24日前会有下一步的答复。')
  view.language = 'en'
  expect(dayText('2015-03-08')).toBe('8 March 2015')
  expect(monthText('2015-03')).toBe('March 2015')
})

test('what is not known stays as it is written', () => {
  expect(fill('{day} {other}', { day: 'today' })).toBe('today {other}')
})

test('a code is sent in plain characters however it was typed', () => {
  expect(plain(' abcd-ＥＦ２３ 查 ')).toBe('abcdEF23')
})

test('the number of a receipt is understood however it was typed', () => {
  expect(receiptNumber(' ３２１３－2015–000123　')).toBe('3213-2015-000123')
})
