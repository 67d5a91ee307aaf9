import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import casesEn from './cases.en'
import casesZh from './cases.zh-CN'
import en from './en'
import fundsEn from './funds.en'
import fundsZh from './funds.zh-CN'
import importsEn from './imports.en'
import importsZh from './imports.zh-CN'
import personsEn from './persons.en'
import personsZh from './persons.zh-CN'
import zh from './zh-CN'

type Tree = { [key: string]: string | Tree }
const flat = (tree: Tree, above = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[above + key, value] as [string, string]] : flat(value, `${above}${key}.`),
  )
const chinese = new Map(flat({ ...zh, ...casesZh, ...fundsZh, ...importsZh, ...personsZh }))
const english = new Map(flat({ ...en, ...casesEn, ...fundsEn, ...importsEn, ...personsEn }))
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

const source = join(import.meta.dirname, '..')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'),
)

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })
  it('use the same placeholders under every key', () => {
    for (const [key, text] of chinese)
      expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(text)])
  })
  it('are both complete: no Chinese in the English texts, nothing empty', () => {
    for (const [key, text] of english) {
      expect(text, key).not.toBe('')
      expect(/[\u4e00-\u9fff]/.test(text), key).toBe(false)
    }
  })
  it('have every key that a page names', () => {
    const missing = new Set<string>()
    for (const file of files) {
      for (const [, key] of readFileSync(join(source, file), 'utf8').matchAll(/\bt\('([\w.-]+)'/g))
        if (key && !chinese.has(key)) missing.add(key)
    }
    expect([...missing]).toEqual([])
  })
})
