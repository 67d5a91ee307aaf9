// She asks for help on her phone, follows it, writes, rates, and leaves: and the phone tells nothing of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import axe from 'axe-core'
import { ask, open, screens, settled, withPage } from './browser.mjs'

const neutral = 'https://www.weather.com.cn/'
const story = '家里的情况，想找人商量<script>window.caught = true</script>'
let sent = 0

async function assertAccessible(page, what) {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`), [], what)
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(wider <= 0, `${what} is ${wider} pixels wider than the screen`)
}

// What the browser keeps of a page: nothing.
async function assertNoTrace(page, what) {
  const kept = await page.evaluate(async () => ({
    local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, title: document.title,
    path: location.pathname + location.search + location.hash, entries: history.length, state: history.state, name: window.name,
  }))
  assert.deepEqual(kept, { local: [], session: [], cookies: '', databases: 0, caches: 0, title: '便民服务', path: '/portal/', entries: kept.entries, state: null, name: '' }, what)
  assert.deepEqual(await page.context().cookies(), [], what)
  return kept.entries
}

const phone = { ...screens.phone }

// Fills in the form and sends it; the code that she is given.
async function asks(page, { name = true } = {}) {
  await open(page, '/portal/')
  await page.getByRole('button', { name: '写下来，请人帮忙' }).click()
  await page.getByLabel('县（区）').selectOption({ label: '宿城区' })
  await page.getByText('由宿城区妇女联合会接待').waitFor()
  await page.getByLabel('家里的事').check()
  await page.getByLabel('发生了什么').fill(`${story} ${++sent}`)
  if (name) await page.getByLabel('怎么称呼您').fill('小雨')
  await page.getByLabel('不要给我打电话，我自己来看答复').check()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '我们收到了' }).waitFor()
  return page.locator('[data-code]').innerText()
}

// The clerk of her county works on the newest request, in a browser of her own.
async function staff(work) {
  await withPage(async (page) => {
    const { csrf } = await ask(page, '/session')
    const { items } = await ask(page, '/records?type=petitions.petition&limit=1')
    const post = async (path, data, version) => {
      const answer = await page.request.post(`/api${path}`, { headers: { 'X-CSRF': csrf, ...(version ? { 'If-Match': `"${version}"` } : {}) }, data: { command: `e2e-portal-${Date.now()}-${++sent}`, ...data } })
      assert.ok(answer.ok(), `${path}: ${await answer.text()}`)
      return answer.json()
    }
    await work({ page, post, id: items[0].id })
  }, { account: '321302-clerk' })
}

async function act(post, page, id, action, more = {}) {
  const { version } = await ask(page, `/records/${id}`)
  return post(`/records/${id}/timeline`, { action, ...more }, version)
}

test('she asks, follows, writes, adds a paper and rates; storage, history and title tell nothing', () =>
  withPage(async (page) => {
    await open(page, '/portal/')
    const before = await assertNoTrace(page, 'the first page')
    const code = await asks(page)
    assert.match(code, /^([2-9A-HJ-NP-Z]{4}-){4}[2-9A-HJ-NP-Z]{4}$/)
    await assertNoTrace(page, 'with the code')
    await page.getByRole('button', { name: '我抄好了，看看办到哪一步' }).click()
    await page.getByText('您的来信我们收到了，正在看。').first().waitFor()
    assert.ok(!(await page.locator('main').innerText()).includes(code), 'the code is shown once')

    await page.getByRole('textbox', { name: '给工作人员留言' }).fill('孩子也在家')
    await page.locator('input[type=file]').setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') })
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByText('孩子也在家').waitFor()
    await page.getByText(/您的留言我们会在.*前回复/).waitFor()
    await page.getByText('您写的内容').click()
    await page.getByText('照片.png').waitFor()
    assert.equal(await page.evaluate(() => window.caught), undefined, 'script in her words is text')
    await page.getByText('<script>window.caught').waitFor()

    await staff(async ({ page: desk, post, id }) => {
      const thread = await post(`/records/${id}/messages`, { text: '您好，我们明天上午联系您' })
      assert.deepEqual(thread.items.map((one) => one.from), ['applicant', 'staff'])
      const record = await ask(desk, `/records/${id}`)
      assert.equal(record.sealed, true)
      assert.match(record.fields.story, /想找人商量/)
      assert.equal(record.attachments[0].name, '照片.png')
      await act(post, desk, id, 'remark', { note: '内部备注不外传' })
      await act(post, desk, id, 'answer', { fields: { outcome: 'advised', opinion: '已经安排人陪您去' } })
    })

    await page.getByRole('button', { name: '首页' }).click()
    await page.getByRole('button', { name: '用查询码查看' }).click()
    await page.getByLabel('查询码').fill('AAAA-BBBB-CCCC-DDDD-EEEE')
    await page.getByRole('button', { name: '查看' }).click()
    await page.getByText('没有找到，请核对查询码后再试').waitFor()
    await page.getByLabel('查询码').fill(code.toLowerCase().replaceAll('-', ' '))
    await page.getByRole('button', { name: '查看' }).click()
    await page.getByText('您的问题已经答复。').first().waitFor()
    await page.getByText('已经安排人陪您去').waitFor()
    await page.getByText('您好，我们明天上午联系您').waitFor()
    assert.ok(!(await page.locator('main').innerText()).includes('内部备注'))

    await page.getByText('评价', { exact: true }).first().click()
    await page.getByRole('group', { name: '是否满意' }).getByLabel('是', { exact: true }).check()
    await page.getByRole('textbox', { name: '想说的话' }).fill('谢谢你们')
    await page.getByRole('button', { name: '评价' }).click()
    await page.getByText('谢谢你们').waitFor()
    assert.equal(await assertNoTrace(page, 'after all'), before, 'not one more entry in the history')
  }, phone))

for (const [how, leave] of Object.entries({
  'the button': (page) => page.getByRole('button', { name: '快速离开' }).click(),
  'Esc twice': async (page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  },
})) {
  test(`${how} leaves at once, and the way back does not lead here`, () =>
    withPage(async (page) => {
      await page.route(`${neutral}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<title>天气</title><h1>天气</h1>' }))
      await page.goto('/api/health')
      await open(page, '/portal/')
      const entries = await page.evaluate(() => history.length)
      await page.getByRole('button', { name: '写下来，请人帮忙' }).click()
      await page.getByLabel('发生了什么').fill('不想让人看见的话')
      await leave(page)
      await page.waitForURL(neutral)
      assert.equal(await page.evaluate(() => history.length), entries, 'the page took the place of the portal')
      await page.goBack()
      assert.equal(new URL(page.url()).pathname, '/api/health')
      await page.goForward()
      assert.equal(page.url(), neutral)
    }, phone))
}

test('coming back by the way back shows an empty page', () =>
  withPage(async (page) => {
    await page.route(`${neutral}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>天气</h1>' }))
    await asks(page, { name: false })
    await page.goto(neutral)
    await page.goBack()
    await settled(page)
    await page.getByRole('heading', { name: '有难处，写给我们' }).waitFor()
    assert.equal(await page.locator('[data-code]').count(), 0)
    assert.ok(!(await page.content()).includes('想找人商量'))
  }, phone))

test('the exit stands on every screen, and what is missing is told where it is', () =>
  withPage(async (page) => {
    await open(page, '/portal/')
    const exit = page.getByRole('button', { name: '快速离开' })
    await page.getByRole('button', { name: '写下来，请人帮忙' }).click()
    await page.mouse.wheel(0, 5_000)
    await page.waitForTimeout(200)
    assert.ok(await exit.isVisible())
    const box = await exit.boundingBox()
    assert.ok(box.y >= 0 && box.y < 100 && box.height >= 32, 'in sight although the page was scrolled')
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('请看标出的地方。').waitFor()
    assert.equal(await page.getByText('请填写', { exact: true }).count(), 3)
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT', 'where to begin')
    for (const field of await page.locator('input, textarea, select').all()) {
      if ((await field.getAttribute('type')) !== 'file') assert.equal(await field.getAttribute('autocomplete'), 'off')
    }
  }, phone))

test('a county that nobody receives in says whom to call', () =>
  withPage(async (page) => {
    await page.route('**/api/portal/places/*', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), takes: false } })
    })
    await open(page, '/portal/')
    await page.getByRole('button', { name: '写下来，请人帮忙' }).click()
    await page.getByLabel('县（区）').selectOption({ label: '沭阳县' })
    await page.getByText('这里还不能在网上办，请打电话。').waitFor()
    assert.ok(await page.getByRole('button', { name: '提交' }).isDisabled())
    await page.getByRole('link', { name: '12338' }).waitFor()
  }, phone))

test('every screen is accessible, in both languages and in large letters', () =>
  withPage(async (page) => {
    await open(page, '/portal/')
    await assertAccessible(page, 'home')
    await page.getByText('怎样保护您的信息').click()
    await page.getByRole('button', { name: '选择' }).click()
    await page.getByLabel('县（区）').selectOption({ label: '宿城区' })
    await page.getByText('宿城区妇女联合会').waitFor()
    await assertAccessible(page, 'home, opened')
    await page.getByRole('button', { name: '写下来，请人帮忙' }).click()
    await assertAccessible(page, 'ask')
    await page.getByRole('button', { name: '大字' }).click()
    await assertAccessible(page, 'ask, large')
    await page.getByRole('button', { name: '提交' }).click()
    await assertAccessible(page, 'ask with what is missing')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Write and ask for help' }).waitFor()
    await assertAccessible(page, 'ask in English')
    const words = await page.evaluate(() => {
      const found = []
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('[lang="zh-CN"], noscript')) found.push(walker.currentNode.textContent.trim())
      return found.filter((text) => /\p{Script=Han}/u.test(text))
    })
    assert.deepEqual(words, [], 'no Chinese word is left')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('button', { name: 'Look with my code' }).click()
    await assertAccessible(page, 'enter in English')
    assert.equal(await page.title(), 'Local services')
  }, phone))

test('her request is accessible as well, on a phone and on a wide screen', () =>
  withPage(async (page) => {
    await asks(page, { name: false })
    await assertAccessible(page, 'the code')
    await page.getByRole('button', { name: '我抄好了，看看办到哪一步' }).click()
    await page.locator('summary').filter({ hasText: '本人撤回' }).click()
    await assertAccessible(page, 'the request')
    await page.setViewportSize({ width: 1440, height: 900 })
    await assertAccessible(page, 'the request, wide')
    await page.getByRole('button', { name: '本人撤回' }).click()
    await page.getByText('请填写', { exact: true }).waitFor()
    await page.getByRole('textbox', { name: '想说的话' }).fill('不需要了')
    await page.getByRole('button', { name: '本人撤回' }).click()
    await page.getByText('您已撤回。').first().waitFor()
  }, phone))

test('the answers of the portal are kept by nobody and set nothing', () =>
  withPage(async (page) => {
    for (const path of ['/portal/', '/api/portal', '/api/portal/places', '/api/portal/request']) {
      const answer = await page.request.get(path)
      assert.equal(answer.headers()['cache-control'], 'no-store', path)
      assert.equal(answer.headers()['set-cookie'], undefined, path)
      assert.equal(answer.headers()['referrer-policy'], 'no-referrer', path)
    }
    const policy = (await page.request.get('/portal/')).headers()['content-security-policy']
    assert.ok(!policy.includes('unsafe-inline') && policy.includes("frame-ancestors 'none'"), policy)

  }, phone))
