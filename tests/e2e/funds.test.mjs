// Every fen: a fund is opened, a gift comes in with its receipt, a student is proposed, approved, shown to everybody and paid, alone
// and in a batch, and the statement, the public pages and the donor's own page say so. All of it happens in 沭阳县 (321322), in a
// city of these tests' own, because nobody is paid before the notice of her was up for its days: they have to pass.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import axe from 'axe-core'
import { ask, downloaded, enter, isZip, onEveryScreen, open, screens, settled, withPage } from './browser.mjs'
import { becomes, ownCity } from './passing.mjs'

const county = '321322000000'
const village = '321322001003'
const people = { village: '321322001003', township: '321322001-chair', keeper: '321322-keeper', head: '321322-head', auditor: '321322-auditor' }
const grant = 'university-aid.grant'
const names = ['林思雨', '沈佳音', '顾晓晴', '陆安然', '许若溪', '苏念慈', '程书瑶', '贺知夏']
const firstDay = '2016-01-04'
const year = 'from=2016-01-01&to=2016-12-31'
let written = 0
// Funds and papers of a run are told apart, but for the pictures, which are made in a fresh city.
const mark = process.env.NIANGJIA_SHOTS ? '' : `${Date.now() % 1_000_000}`

before(() => ownCity(firstDay))

// Where somebody writes through the API, in a browser context of her own.
async function as(account, work) {
  let answer
  await withPage(async (page) => {
    const { csrf } = await ask(page, '/session')
    const post = async (path, data, version) => {
      const sent = await page.request.post(`/api${path}`, {
        headers: { 'X-CSRF': csrf, ...(version ? { 'If-Match': `"${version}"` } : {}) },
        data: { command: `e2e-funds-${Date.now()}-${++written}`, ...data },
      })
      assert.ok(sent.ok(), `${account} ${path}: ${await sent.text()}`)
      return sent.status() === 204 ? null : sent.json()
    }
    answer = await work({ page, post })
  }, { account })
  return answer
}
const act = (account, id, action, more = {}) =>
  as(account, async ({ page, post }) => post(`/records/${id}/timeline`, { action, ...more }, (await ask(page, `/records/${id}`)).version))

// The last day of the period that a record stands in, and letting it pass.
const lastDay = async (id) => (await as(people.keeper, ({ page }) => ask(page, `/records/${id}`))).due
const letPass = async (id) => {
  const day = new Date(`${await lastDay(id)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 1)
  await becomes(day.toISOString().slice(0, 10))
}

// A paper of no matter what content, without which nothing is taken back.
const attach = (account, id) =>
  as(account, async ({ page }) => {
    const { csrf } = await ask(page, '/session')
    const sent = await page.request.post(`/api/records/${id}/attachments?name=${encodeURIComponent('退款凭证.txt')}&command=e2e-funds-${Date.now()}-${++written}`, {
      headers: { 'X-CSRF': csrf, 'Content-Type': 'text/plain' },
      data: Buffer.from('已转学，款项退回', 'utf8'),
    })
    assert.ok(sent.ok(), `${account} a paper: ${await sent.text()}`)
  }, { account })

// A fund of the county with a gift in it, made once for all tests: what they spend is told apart by its amounts.
let made
const fundOf = () => (made ??= as(people.keeper, async ({ post }) => {
  const fund = await post('/records', {
    type: 'funds.fund', org: county, day: firstDay,
    fields: { name: `助学专项资金${mark}`, purpose: '资助家庭经济困难的女大学生', 'kind-of-source': await someSource(), document: '沭妇发〔2015〕8号' },
  })
  const gift = await post('/records', {
    type: 'funds.gift', org: county, day: firstDay,
    fields: { fund: fund.number, donor: '沭阳某某纺织有限公司', 'donor-kind': 'organisation', amount: 3_000_000, source: await someSource(), said: '帮助考上大学的女孩子' },
  })
  return { fund, gift }
}))
let source
const someSource = () => (source ??= as(people.keeper, async ({ page }) => {
  const type = await ask(page, '/record-types/funds.gift')
  return type.fields.find((field) => field.name === 'source').choices.find((one) => one.title.zh.includes('捐')).value
}))

// A student who is proposed and approved by township and county, whose notice begins today.
async function approved({ name, amount }) {
  const record = await as(people.village, async ({ page, post }) => {
    const person = await post('/persons', { org: village, name, sex: 'female', birth: `1996-0${1 + (++written % 9)}-1${written % 9}` })
    const hardship = (await ask(page, `/record-types/${grant}`)).fields.find((field) => field.name === 'hardship').choices[0].value
    return post('/records', {
      type: grant, org: village, subject: { person: person.id },
      fields: { year: 2015, university: '南京师范大学', admission: `录${mark}${written}`, hardship, proof: '低保证', amount },
    })
  })
  await act(people.township, record.id, 'approve', { note: '情况属实' })
  await act(people.head, record.id, 'confirm', { note: '同意公示' })
  return record
}

// Her notice on the public board.
async function noticeOf(page, name, amount) {
  if (!page.url().endsWith('/portal/')) await open(page, '/portal/')
  await page.getByRole('button', { name: '公示栏' }).click()
  await page.getByRole('button', { name: '只看一个地方' }).click()
  await page.getByLabel('县（区）').selectOption({ label: '沭阳县' })
  await settled(page)
  const notice = page.locator('li.card', { hasText: `${amount / 100} 元` }).filter({ hasText: name.slice(0, 1) }).first()
  await notice.waitFor()
  return notice
}

async function assertAccessible(page, what) {
  await page.waitForTimeout(400) // What fades in has no contrast while it does.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  const grave = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  assert.deepEqual(grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`), [], what)
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(wider <= 0, `${what} is ${wider} pixels wider than the screen`)
}

// Puts a picture beside the others where $NIANGJIA_SHOTS says so.
async function picture(page, name) {
  if (!process.env.NIANGJIA_SHOTS) return
  await page.locator('.el-message').first().waitFor({ state: 'hidden' })
  await page.waitForTimeout(500)
  await page.screenshot({ path: `${process.env.NIANGJIA_SHOTS}/${name}-${page.viewportSize().width}.png` })
}

// Opens the list of a choice and takes the first of it, or the one with those words.
async function choose(page, id, words) {
  const box = page.locator(`#${id}`)
  await box.click()
  const options = page.locator(`#${await box.getAttribute('aria-controls')}`).getByRole('option', words ? { name: words } : {})
  const found = await options.first().innerText()
  await options.first().click()
  return found
}

const inBooks = (fen) => (fen / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

test('a fund is opened, a gift comes in, and its receipt says the amount in capitals', () =>
  withPage(async (page) => {
    const name = `圆梦助学金${mark}`
    await open(page, '/records/new?type=funds.fund')
    await page.getByRole('textbox', { name: '资金名称' }).fill(name)
    await page.getByRole('textbox', { name: '用途', exact: true }).fill('资助女大学生')
    await choose(page, 'new-kind-of-source')
    await page.getByRole('button', { name: '设立资金', exact: true }).click()
    await page.getByText(/已登记，编号 321322-\d{8}。/).waitFor()
    await page.waitForURL(/\/records\/\d+$/)
    await settled(page)
    await page.getByRole('link', { name: '查看账页' }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByText('这段时期没有收支').waitFor()
    const number = page.url().split('/').pop()

    await open(page, '/records/new?type=funds.gift')
    assert.match(await choose(page, 'new-fund', new RegExp(name)), /剩余 0 元/)
    await page.getByRole('textbox', { name: '捐赠人', exact: true }).fill('刘女士')
    await page.locator('.el-radio', { hasText: '个人' }).click()
    await page.getByRole('textbox', { name: '金额', exact: true }).fill('1205.3')
    await choose(page, 'new-source')
    await page.getByRole('button', { name: '登记收到捐款', exact: true }).click()
    await page.waitForURL(/\/records\/\d+$/)
    await settled(page)
    const facts = page.locator('section', { has: page.getByRole('heading', { name: '基本情况' }) })
    assert.match(await facts.getByRole('link', { name }).getAttribute('href'), /\/records\/\d+$/)
    const books = page.locator('section', { has: page.getByRole('heading', { name: '账务' }) })
    assert.match(await books.innerText(), /票据 [\d-]+ · 1,205\.30/)
    await picture(page, 'gift')
    await books.getByRole('link', { name: '打印票据' }).click()
    await page.getByText('壹仟贰佰零伍元叁角').waitFor()
    const paper = await page.locator('article.receipt').innerText()
    assert.match(paper, /刘女士[\s\S]*￥1,205\.30[\s\S]*沭阳县妇女联合会/)
    assert.match(paper, /不是财政部门监制的公益事业捐赠统一票据/)
    await assertAccessible(page, 'the receipt')
    await picture(page, 'receipt')
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1, 'one sheet')
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)
    assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 420) < 2, `A5: ${width} by ${height}`)

    await open(page, `/funds/${number}`)
    assert.match(await page.locator('.stat', { hasText: '结余' }).innerText(), /1,205\.30 元/)
  }, { account: people.keeper }))

onEveryScreen(test, 'proposal, chain, notice, payment, statement', async (page, screen) => {
  const { fund } = await fundOf()
  const name = names[screen === 'desk' ? 0 : 1]
  const amount = screen === 'desk' ? 310_000 : 320_000
  const words = String(amount / 100)
  const before = await as(people.keeper, ({ page: books }) => ask(books, `/funds/${fund.number}`))

  // The village proposes her; nothing stands against it.
  await open(page, `/records/new?type=${grant}`)
  await as(people.village, ({ post }) => post('/persons', { org: village, name: `${name}${mark}`, sex: 'female', birth: '1997-03-0' + (screen === 'desk' ? 2 : 3) }))
  await page.locator('#new-subject').click()
  await page.keyboard.type(`${name}${mark}`)
  await page.getByRole('option', { name: new RegExp(name) }).click()
  await page.getByText('未发现重复或超限。').waitFor()
  await page.getByRole('textbox', { name: '学年（起）' }).fill('2015')
  await page.getByRole('textbox', { name: '录取院校' }).fill('苏州大学')
  await page.getByRole('textbox', { name: '录取证明编号' }).fill(`录取${mark}`)
  await choose(page, 'new-hardship')
  await page.getByRole('textbox', { name: '困难证明' }).fill('村委会证明')
  await page.getByRole('textbox', { name: '救助金额' }).fill('20000')
  await page.locator('[data-check=stop]').waitFor()
  assert.ok(await page.getByRole('button', { name: '申报', exact: true }).isDisabled(), 'above the ceiling she cannot be proposed')
  await picture(page, 'checks')
  await page.getByRole('textbox', { name: '救助金额' }).fill(words)
  await page.getByText('未发现重复或超限。').waitFor()
  await page.getByRole('button', { name: '申报', exact: true }).click()
  await page.waitForURL(/\/records\/\d+$/)
  await settled(page)
  const id = page.url().split('/').pop()
  await act(people.township, id, 'approve', { note: '情况属实' })
  await act(people.head, id, 'confirm', { note: '同意公示' })

  // Everybody sees her on the board, and for as long as that lasts the keeper cannot pay.
  await withPage(async (board) => assert.match(await (await noticeOf(board, name, amount)).innerText(), /苏州大学/), screens[screen])
  await enter(page, people.keeper)
  await open(page, `/records/${id}`)
  const pay = page.getByRole('button', { name: '发放', exact: true })
  assert.ok(await pay.isDisabled(), 'it is too early to pay')
  const until = await lastDay(id)
  await page.getByText(`到 ${until} 为止，之后才能办理这一步`).first().waitFor()

  // The notice is over: she pays from the fund.
  await letPass(id)
  await enter(page, people.keeper)
  await open(page, `/records/${id}`)
  await pay.click()
  const dialog = page.getByRole('dialog')
  await choose(page, 'act-fund', new RegExp(fund.title))
  await dialog.getByRole('button', { name: '确认发放' }).click()
  await page.getByText('“发放”已完成。').waitFor()
  await settled(page)
  const books = page.locator('section', { has: page.getByRole('heading', { name: '账务' }) })
  assert.match(await books.locator('[data-voucher]').innerText(), new RegExp(inBooks(amount).replace('.', '\\.')))
  await books.getByRole('button', { name: /展开/ }).click()
  await books.locator('.lines').getByRole('link').waitFor()
  await assertAccessible(page, 'a record with books')
  await picture(page, 'paid')
  assert.match(await page.locator('main').innerText(), new RegExp(`支出资金\\s*${fund.title}`))

  // The books say so: balance, statement, voucher, source.
  await open(page, `/funds/${fund.number}?${year}`)
  const now = await ask(page, `/funds/${fund.number}`)
  assert.equal(before.bank - now.bank, amount, 'the fund has less by what she got')
  assert.match(await page.locator('.stat', { hasText: '结余' }).innerText(), new RegExp((now.bank / 100).toLocaleString('en')))
  const statement = page.locator('section.statement')
  await statement.getByText('期初 + 收入 − 支出 = 期末，相符。').waitFor()
  const told = await ask(page, `/funds/${fund.number}/statement?${year}`)
  const part = (key) => statement.locator(`[data-part=${key}] .sum td`).innerText()
  for (const key of ['opening', 'income', 'uses', 'closing']) assert.equal(await part(key), inBooks(told[`${key}Sum`]), key)
  assert.match(await statement.locator('[data-part=uses]').innerText(), /困难女大学生救助/)
  await page.getByRole('img', { name: /收入与支出.*支出/ }).locator('svg path').nth(4).waitFor({ state: 'attached' })
  await assertAccessible(page, 'the statement')
  await picture(page, 'fund')
  await page.getByRole('button', { name: '按月份' }).click()
  await page.getByRole('img', { name: /1月 .*支出 \d/ }).waitFor()

  const tabs = page.getByRole('tablist', { name: '账页内容' })
  await tabs.getByRole('tab', { name: '收支表' }).focus()
  await page.keyboard.press('ArrowRight')
  await settled(page)
  assert.equal(await tabs.getByRole('tab', { name: '凭证' }).getAttribute('aria-selected'), 'true', 'the arrow keys lead through the sections')
  await page.locator('[data-voucher]').first().waitFor()
  assert.match(await page.getByRole('tabpanel').innerText(), new RegExp(inBooks(amount).replace('.', '\\.')))
  await assertAccessible(page, 'the vouchers')
  await tabs.getByRole('tab', { name: '来源' }).click()
  await page.getByRole('link', { name: /沭阳某某纺织有限公司/ }).waitFor()
  await settled(page)
  await assertAccessible(page, 'the sources')
  await tabs.getByRole('tab', { name: '预算' }).click()
  await page.getByText('没有预算').last().waitFor()

  await open(page, '/funds')
  await page.getByRole('link', { name: fund.title }).waitFor()
  await assertAccessible(page, 'the list of funds')
  await picture(page, 'funds')
}, { account: people.village })

test('a payment that was taken back is struck out, and the fund has its money again', () =>
  withPage(async (page) => {
    const { fund } = await fundOf()
    const record = await approved({ name: names[2], amount: 330_000 })
    await letPass(record.id)
    await enter(page, people.keeper)
    await act(people.keeper, record.id, 'pay', { fields: { fund: fund.number } })
    const before = await ask(page, `/funds/${fund.number}`)
    await attach(people.head, record.id)
    await act(people.head, record.id, 'reclaim', { note: '已转学，款项退回' })
    assert.equal((await ask(page, `/funds/${fund.number}`)).bank - before.bank, 330_000)
    await open(page, `/funds/${fund.number}?tab=vouchers`)
    const struck = page.locator('tr.struck')
    await struck.getByText('已冲销').waitFor()
    assert.equal(await struck.locator('.strike').first().evaluate((one) => getComputedStyle(one).textDecorationLine), 'line-through')
    await struck.getByRole('button', { name: /展开/ }).click()
    await page.getByText(/^由 2016-\d{6} 冲销$/).waitFor()
  }, { account: people.keeper }))

test('sheets of the books are taken away, and on paper there is the statement alone', () =>
  withPage(async (page) => {
    const { fund } = await fundOf()
    await open(page, `/funds/${fund.number}?${year}`)
    for (const name of ['导出收支表', '受益人台账', '捐赠台账']) {
      const sheet = await downloaded(page, page.getByRole('link', { name }))
      assert.match(sheet.name, /\.xlsx$/)
      assert.ok(isZip(sheet.bytes), name)
    }
    await page.emulateMedia({ media: 'print' })
    for (const gone of ['header.bar', 'aside.side', '.head', '.stat', '[role=tablist]', '.segments']) {
      for (const one of await page.locator(gone).all()) assert.ok(!(await one.isVisible()), `${gone} is not printed`)
    }
    await page.getByRole('heading', { name: `${fund.title}收支表` }).waitFor()
  }, { account: people.keeper }))

test('the auditors draw a sample that anybody can draw again, keep it, and write nothing else', () =>
  withPage(async (page) => {
    const { fund } = await fundOf()
    await open(page, `/funds/${fund.number}?tab=sample`)
    await page.getByLabel('抽多少笔').fill('0')
    await page.getByRole('button', { name: '抽样', exact: true }).click()
    await page.getByText('请填 1 到 200 的整数。').waitFor()
    await page.getByLabel('抽多少笔').fill('2')
    await page.getByLabel('种子').fill('4711')
    const draw = async () => {
      await page.getByRole('button', { name: '抽样', exact: true }).click()
      await settled(page)
      await page.getByText(/种子 4711$/).waitFor()
      return page.locator('[data-voucher]').evaluateAll((rows) => rows.map((row) => row.dataset.voucher))
    }
    const first = await draw()
    assert.equal(first.length, 2)
    await page.reload()
    await settled(page)
    await page.getByLabel('抽多少笔').fill('2')
    await page.getByLabel('种子').fill('4711')
    assert.deepEqual(await draw(), first)
    await assertAccessible(page, 'the sample')
    const sheet = await downloaded(page, page.getByRole('link', { name: '导出样本' }))
    assert.ok(isZip(sheet.bytes))
    await page.getByRole('link', { name: '登记这次抽样' }).click()
    await page.waitForURL(/\/records\/new\?/)
    await settled(page)
    assert.equal(await page.getByRole('textbox', { name: '抽样种子' }).inputValue(), '4711')
    await page.getByText(fund.title).first().waitFor()
    await page.getByRole('button', { name: '抽取样本', exact: true }).click()
    await page.waitForURL(/\/records\/\d+$/)
    await open(page, `/funds/${fund.number}`)
    assert.equal(await page.getByRole('button', { name: /预算|结账|停用/ }).count(), 0, 'no step of the fund is theirs')
  }, { account: people.auditor }))

test('a batch is gathered, approved, sent, and settled by the answer of the bank, which must agree', () =>
  withPage(async (page) => {
    const { fund } = await fundOf()
    const before = (await ask(page, `/funds/${fund.number}`)).bank
    let last
    for (const [i, name] of names.slice(3, 6).entries()) last = await approved({ name, amount: 100_000 + i * 10_000 })
    await letPass(last.id)
    await enter(page, people.keeper)
    const { today } = await ask(page, '/session')
    const batch = await as(people.keeper, ({ post }) => post('/records', {
      type: 'funds.batch', org: county, fields: { fund: fund.number, about: 'university-aid', document: `沭妇批${mark}`, day: today },
    }))
    await open(page, `/batches/${batch.number}`)
    await page.getByText('还没有汇集任何付款').waitFor()
    await assertAccessible(page, 'an empty batch')
    await page.getByRole('button', { name: '汇集待付' }).click()
    await page.getByText('已汇集：这一批现有 3 笔。').waitFor()
    await settled(page)
    const rows = page.locator('tbody tr')
    assert.equal(await rows.count(), 3)
    await rows.last().getByRole('button', { name: /移出/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: '移出' }).click()
    await page.getByText('已移出。').waitFor()
    await settled(page)
    await page.getByRole('button', { name: '汇集待付' }).click()
    await page.getByText('已汇集：这一批现有 2 笔。').waitFor()
    await page.getByText('已从这一批移出（1 笔）').waitFor() // What was taken out stays out.
    await settled(page)
    const items = (await ask(page, `/batches/${batch.number}/items`)).items.filter((one) => one.state === 'gathered')
    const sum = items.reduce((all, one) => all + one.amount, 0)
    assert.equal(items.length, 2)
    assert.equal(await page.getByRole('button', { name: '送出', exact: true }).count(), 0, 'nothing is sent that is not approved')

    await act(people.head, batch.id, 'approve')
    await open(page, `/batches/${batch.number}`)
    await page.getByRole('button', { name: '送出', exact: true }).click()
    await page.getByRole('dialog').getByText(`共 2 笔、${(sum / 100).toLocaleString('en')} 元`).waitFor()
    await page.getByRole('button', { name: '确认送出' }).click()
    await page.getByText('送出了 2 笔。').waitFor()
    await settled(page)
    assert.equal(await page.getByText(/没有送出/).count(), 0, 'what was taken out by hand did not fail')
    assert.equal((await ask(page, `/funds/${fund.number}`)).transit, sum, 'it is on its way')
    await picture(page, 'batch')
    await assertAccessible(page, 'a batch that was sent')

    const file = await downloaded(page, page.getByRole('link', { name: '下载银行文件' }))
    const lines = file.bytes.toString('utf8').replace(/^\ufeff/, '').trim().split(/\r?\n/)
    assert.match(lines[2], /^序号,业务编号/)
    // Of the two payments the last comes back.
    const answer = [lines[0], lines[1], '序号,业务编号,金额(元),结果,原因', ...lines.slice(3).map((line, i, all) => {
      const [n, number] = line.split(',')
      const amount = /,(\d+\.\d\d),/.exec(line)[1]
      return `${n},${number},${amount},${i === all.length - 1 ? '退回,账号有误' : '成功,'}`
    })]
    const upload = async (text) => {
      await page.locator('input[type=file]').setInputFiles({ name: '回盘.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'utf8') })
    }
    await page.getByRole('button', { name: '上传银行结果' }).click()
    await upload(answer.join('\r\n').replace(/(\d)(,成功)/, (_all, digit, rest) => `${(Number(digit) + 1) % 10}${rest}`))
    await page.getByText(/处不符，请改好文件再上传/).waitFor()
    const problem = page.getByRole('dialog').locator('tbody tr').first()
    assert.match(await problem.innerText(), /^\d+\s+\d+\s+\S/, 'the line and the column are told')
    await page.waitForTimeout(400)
    await assertAccessible(page, 'an answer that does not agree')
    assert.equal((await ask(page, `/batches/${batch.number}`)).counts.sent, 2, 'nothing was changed')
    await upload(answer.join('\r\n'))
    await page.getByText('核对相符：到账 1 笔，退回 1 笔。').waitFor()
    await page.getByRole('button', { name: '确认入账' }).click()
    await page.getByText('已入账：到账 1 笔，退回 1 笔。').waitFor()
    await settled(page)
    await page.getByText('账号有误').waitFor()
    const after = await ask(page, `/funds/${fund.number}`)
    assert.equal(after.transit, 0)
    assert.equal(before - after.bank, items[0].amount, 'what came back is in the fund again')
  }, { account: people.keeper }))

for (const [screen, settings] of Object.entries(screens)) {
  test(`everybody sees who is proposed, with masked names, and may object (${screen})`, () =>
    withPage(async (page) => {
      const name = names[screen === 'desk' ? 6 : 7]
      const record = await approved({ name, amount: 210_000 })
      await open(page, '/portal/')
      const entries = await page.evaluate(() => history.length)
      const notice = await noticeOf(page, name, 210_000)
      const said = await notice.innerText()
      assert.ok(!said.includes(name), 'the name is masked')
      const [, month, date] = (await lastDay(record.id)).split('-').map(Number)
      assert.match(said, new RegExp(`公示至2016年${month}月${date}日[\\s\\S]*南京师范大学`))
      assert.equal(new URL(page.url()).pathname, '/portal/notices')
      await assertAccessible(page, 'the board')
      await picture(page, 'portal-notices')
      await notice.locator('summary').click()
      await notice.getByRole('button', { name: '提交' }).click()
      await notice.getByText('请填写', { exact: true }).waitFor()
      await notice.getByLabel('您的意见').fill('她家去年刚买了新车')
      await notice.getByRole('button', { name: '提交' }).click()
      await notice.getByText('您的意见已经收到，核实之前不会发放。').waitFor()
      assert.equal(await page.evaluate(() => history.length), entries, 'not one more entry in the history')
      const parts = await as(people.keeper, ({ page: desk }) => ask(desk, `/records/${record.id}`))
      assert.ok(parts.parts.some((part) => part.type === 'objections.objection'), 'the county has the objection')
    }, settings))

  test(`everybody sees what a fund received and used, and the donor what became of her gift (${screen})`, () =>
    withPage(async (page) => {
      const { fund, gift } = await fundOf()
      const { receipts } = await as(people.keeper, ({ page: desk }) => ask(desk, `/records/${gift.number}/books`))
      const told = await as(people.keeper, ({ page: desk }) => ask(desk, `/funds/${fund.number}`))
      await open(page, '/portal/')
      const entries = await page.evaluate(() => history.length)
      await page.getByRole('button', { name: '资金公开' }).click()
      await page.getByRole('button', { name: '只看一个地方' }).click()
      await page.getByLabel('县（区）').selectOption({ label: '沭阳县' })
      await settled(page)
      const line = page.getByRole('button', { name: new RegExp(fund.title) })
      while (!(await line.count())) {
        await page.getByRole('button', { name: '再看一些' }).click()
        await settled(page)
      }
      await line.click()
      await page.getByRole('heading', { level: 1, name: fund.title }).waitFor()
      await settled(page)
      const said = await page.locator('main').innerText()
      assert.match(said, /30,000元/, 'what it received')
      assert.match(said, new RegExp(`${(told.used / 100).toLocaleString('en')}元`), 'what it used')
      assert.match(said, /2016年支出[\s\S]*困难女大学生救助/)
      assert.ok(!names.some((name) => said.includes(name)), 'nobody is named')
      assert.equal(new URL(page.url()).pathname, `/portal/funds/${fund.number}`, 'it can be passed on')
      await assertAccessible(page, 'a public fund')
      await picture(page, 'portal-fund')
      await page.reload()
      await page.getByRole('heading', { level: 1, name: fund.title }).waitFor()
      await page.getByRole('button', { name: '首页' }).click()
      assert.equal(new URL(page.url()).pathname, '/portal/')

      await page.getByRole('button', { name: '捐赠去向' }).click()
      await page.getByLabel('票据号码').fill(receipts[0].number)
      await page.getByLabel('票据查询码').fill('AAAAAAAAAA')
      await page.getByRole('button', { name: '查看去向' }).click()
      await page.getByRole('alert').waitFor()
      await page.getByLabel('票据查询码').fill(receipts[0].code.toLowerCase())
      await page.getByRole('button', { name: '查看去向' }).click()
      await page.getByText('谢谢您，沭阳某某纺织有限公司').waitFor()
      const became = await page.locator('main').innerText()
      assert.match(became, /30,000元[\s\S]*用在了哪里[\s\S]*困难女大学生救助/)
      assert.ok(!names.some((name) => became.includes(name)), 'nobody is named to the donor')
      await assertAccessible(page, 'what became of a gift')
      await picture(page, 'portal-gift')
      const trace = await page.evaluate(() => ({ local: localStorage.length, session: sessionStorage.length, cookies: document.cookie, title: document.title, path: location.pathname + location.search, entries: history.length }))
      assert.deepEqual(trace, { local: 0, session: 0, cookies: '', title: '便民服务', path: '/portal/gifts', entries })
    }, settings))
}
