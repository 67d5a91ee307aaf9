// One Chromium for a test file, and pages that fail a test when they log an error.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { chromium } from 'playwright-core'

export const address = process.env.NIANGJIA_URL ?? 'http://127.0.0.1:8312'

let browser

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
// `options` are Playwright's, for example {viewport: {width: 390, height: 844}}.
export async function withPage(walk, options = {}) {
  const context = await (await chromiumOfDebian()).newContext({
    baseURL: address, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 }, ...options,
  })
  const complaints = []
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // A refused request is logged by the browser itself and may be what the test is about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  try {
    await walk(page)
    assert.deepEqual(complaints, [], 'the page logged errors')
  } finally {
    await context.close()
  }
}
