import { expect, test, vi } from 'vitest'

vi.stubGlobal('navigator', { language: 'zh-CN' })
const { pagedList } = await import('./pagedList')
const { Problem } = await import('../api')

const settled = () => new Promise((done) => setTimeout(done))

test('a list grows piece by piece', async () => {
  const list = pagedList(async (after: string | null) => (after ? { items: [3], next: null } : { items: [1, 2], next: 'b' }))
  list.anew()
  expect(list.busy.value).toBe(true)
  await settled()
  expect(list.items.value).toEqual([1, 2])
  await list.more()
  expect(list.items.value).toEqual([1, 2, 3])
  expect(list.next.value).toBeNull()
})

test('an answer that was overtaken by another question is dropped', async () => {
  const answers: ((items: number[]) => void)[] = []
  const list = pagedList(() => new Promise<{ items: number[]; next: null }>((give) => answers.push((items) => give({ items, next: null }))))
  list.anew()
  list.anew()
  answers[1]!([2])
  answers[0]!([1])
  await settled()
  expect(list.items.value).toEqual([2])
})

test('what went wrong is said, and asking again mends it', async () => {
  let lost = true
  const list = pagedList(async () => {
    if (lost) throw new Problem('offline', '')
    return { items: [1], next: null }
  })
  list.anew()
  await settled()
  expect(list.failure.value).toContain('没有连上')
  expect(list.items.value).toBeNull()
  lost = false
  list.anew()
  await settled()
  expect([list.failure.value, list.items.value]).toEqual(['', [1]])
})
