// One Chromium for a test file, pages that fail a test when they complain, and the steps that many tests begin with.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { chromium } from 'playwright-core'

export let address = process.env.NIANGJIA_URL ?? 'http://127.0.0.1:8312'
// From now on pages are opened at another server.
export function walkAt(url) {
  address = url
}
const password = 'niangjia-demo'

// The two widths at which people work: a desk's screen and a telephone in the hand.
export const screens = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
}

let browser
// How many requests of a page are open, and when there was last one.
const questions = new WeakMap()

function countQuestions(page) {
  const asked = { open: 0, last: Date.now() }
  questions.set(page, asked)
  const turn = (by) => () => Object.assign(asked, { open: asked.open + by, last: Date.now() })
  page.on('request', turn(1))
  page.on('requestfinished', turn(-1))
  page.on('requestfailed', turn(-1))
}

after(async () => {
  await browser?.close()
})

// Debian's Chromium. As root it needs --no-sandbox; the other flags keep it from calling home.
async function chromiumOfDebian() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  return browser
}

// Opens a page in a context of its own (no cookie of another test), hands it to `walk` and closes it.
// `options` are Playwright's and `account`, which is signed in first.
export async function withPage(walk, { account, ...options } = {}) {
  const context = await (await chromiumOfDebian()).newContext({
    baseURL: address, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...screens.desk, ...options,
  })
  const complaints = []
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  countQuestions(page)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // A refused request is logged by the browser itself and may be what the test is about.
    const about = message.text()
    if (message.type() === 'warning' || (message.type() === 'error' && !about.startsWith('Failed to load resource'))) {
      complaints.push(about)
    }
  })
  try {
    if (account) await enter(page, account)
    await walk(page)
    assert.deepEqual(complaints, [], 'the page complained')
  } finally {
    await context.close()
  }
}

// Signs in without the form; the cookie belongs to the page's context.
export async function enter(page, account) {
  const answer = await page.request.post('/api/session', { data: { name: account, password } })
  assert.equal(answer.status(), 200, `${account} may sign in`)
}

// Opens an address and waits until nothing is loading any more.
export async function open(page, path) {
  await page.goto(path)
  await settled(page)
}

// Nothing has been asked of the server for a moment, and what it answered is on the page.
export async function settled(page) {
  await page.waitForLoadState()
  const asked = questions.get(page)
  const deadline = Date.now() + 15_000
  while (asked.open > 0 || Date.now() - asked.last < 150) {
    assert.ok(Date.now() < deadline, 'the page goes on loading')
    await page.waitForTimeout(50)
  }
  await page.locator('.skeleton').first().waitFor({ state: 'hidden' })
}

// What the server says to a question of the page's own session.
export async function ask(page, path) {
  const answer = await page.request.get(`/api${path}`)
  assert.equal(answer.status(), 200, path)
  return answer.json()
}

// Clicks what starts a download and gives its name and its bytes.
export async function downloaded(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  const chunks = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) }
}

export const isZip = (bytes) => bytes.length > 1000 && bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04'

// Runs a test once on each screen.
export function onEveryScreen(test, name, walk, options = {}) {
  for (const [screen, settings] of Object.entries(screens)) {
    test(`${name} (${screen})`, () => withPage((page) => walk(page, screen), { ...settings, ...options }))
  }
}
