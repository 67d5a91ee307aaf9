import { beforeEach, expect, test, vi } from 'vitest'

vi.stubGlobal('navigator', { language: 'zh-CN' })
const { sender } = await import('./sending')

// A server that makes codes, keeps what it is asked for, and may lose an answer or begin anew.
const kept = new Map<string, { command: string; story: string }>()
let made = 0
let run = 0
let loses = 0
let down = 0
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
const no = (status: number, code: string) => answer(status, { code, detail: code })

vi.stubGlobal('fetch', async (path: string, options: { body?: string; headers: Record<string, string> }) => {
  if (path.endsWith('/codes')) {
    made += 1
    return answer(200, { code: `CODE${made}`, shown: `CODE-${made}`, ticket: `${run}` })
  }
  if (path.endsWith('/request')) {
    const found = kept.get(options.headers['X-Query-Code']!)
    return found ? answer(200, { story: found.story }) : no(404, 'portal.no-such-code')
  }
  if (down > 0) {
    down -= 1
    throw new TypeError('the connection broke')
  }
  const wish = JSON.parse(options.body!) as { command: string; code: string; ticket: string; story: string }
  if (wish.ticket !== `${run}`) return no(409, 'portal.ticket')
  const before = [...kept].find(([code, one]) => code === wish.code || one.command === wish.command)
  if (before && (before[0] !== wish.code || before[1].story !== wish.story)) return no(409, 'portal.sent-already')
  kept.set(wish.code, { command: wish.command, story: wish.story })
  if (loses > 0) {
    loses -= 1
    throw new TypeError('the connection broke')
  }
  return answer(201, { story: wish.story })
})

const wish = (story: string) => ({ place: '449901', topic: 'home', story })

beforeEach(() => {
  kept.clear()
  made = run = loses = down = 0
})

test('what is sent again, its answer having been lost, is one request with its first code', async () => {
  const send = sender()
  loses = 1
  await expect(send(wish('a'))).rejects.toMatchObject({ code: 'offline' })
  expect(await send(wish('a'))).toMatchObject({ code: { code: 'CODE1' }, before: false })
  expect(kept.size).toBe(1)
})

test('what was changed after an answer was lost leads to what was sent first, and says so', async () => {
  const send = sender()
  loses = 1
  await expect(send(wish('a'))).rejects.toMatchObject({ code: 'offline' })
  expect(await send(wish('a and b'))).toMatchObject({ code: { shown: 'CODE-1' }, request: { story: 'a' }, before: true })
})

test('a server that began anew in between does not hide the code that was used', async () => {
  const send = sender()
  loses = 1
  await expect(send(wish('a'))).rejects.toMatchObject({ code: 'offline' })
  run = 1
  expect(await send(wish('a'))).toMatchObject({ code: { code: 'CODE1' }, before: true })
  expect(made).toBe(2)
  expect(kept.size).toBe(1)
})

test('a page that was open for long takes another code by itself', async () => {
  const send = sender()
  down = 1
  await expect(send(wish('a'))).rejects.toMatchObject({ code: 'offline' })
  run = 1
  expect(await send(wish('a and b'))).toMatchObject({ code: { code: 'CODE2' }, request: { story: 'a and b' }, before: false })
})
