// The annual report: its numbers, its documents, its print.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { downloaded, isZip, onEveryScreen, open, settled, withPage } from './browser.mjs'

onEveryScreen(test, 'every number of the annual report opens the records behind it', async (page) => {
  await open(page, '/reports/annual')
  const numbers = page.locator('.paper a.figure')
  const all = await numbers.count()
  assert.ok(all > 80, `${all} numbers`)
  await page.getByText(`${all} 个数字由记录得出`).waitFor()
  // No digit of the body stands outside a link, but for the year in the title and the day at the end.
  const loose = await page.locator('.paper section').evaluateAll((sections) =>
    sections.flatMap((section) => {
      const copy = section.cloneNode(true)
      copy.querySelectorAll('a').forEach((link) => link.remove())
      return copy.textContent.match(/\d+/g) ?? []
    }))
  assert.deepEqual(loose, [], 'numbers without records')

  const pupils = page.getByRole('link', { name: '4916名' })
  await pupils.click()
  const drawer = page.getByRole('dialog', { name: '资助贫困学子' })
  await drawer.getByRole('row').nth(1).waitFor()
  assert.match(await drawer.innerText(), /统计口径[\s\S]*发放[\s\S]*数字背后的记录/)
  await drawer.getByRole('table').getByRole('link').first().click()
  await page.waitForURL(/\/records\/\d+$/)
}, { account: 'city-head' })

test('each of the numbers has an address of its own that answers', () =>
  withPage(async (page) => {
    await open(page, '/reports/annual')
    const addresses = await page.locator('.paper a.figure').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')))])
    for (const address of addresses) {
      const [, name, query] = /^\/figures\/([^?]+)\?(.*)$/.exec(address)
      const answer = await page.request.get(`/api/figures/${name}/records?${query}&limit=1`)
      assert.equal(answer.status(), 200, address)
    }
    await page.goto(addresses[0])
    await settled(page)
    await page.getByRole('heading', { name: '数字背后的记录' }).waitFor()
  }, { account: 'city-head' }))

test('a number is typed in, marked as such, and taken out again', () =>
  withPage(async (page) => {
    await open(page, '/reports/annual')
    const slot = page.locator('.paper a.typed')
    assert.match(await slot.innerText(), /待填/)
    await slot.click()
    const dialog = page.getByRole('dialog', { name: '微信公众号订阅人数' })
    await dialog.getByLabel('微信公众号订阅人数').fill('一万')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.getByText('请填写数字。').waitFor()
    await dialog.getByLabel('微信公众号订阅人数').fill('12345')
    await dialog.getByLabel('来源说明').fill('公众号后台')
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.locator('.paper a.typed', { hasText: '12345人' }).waitFor()
    assert.match(await page.locator('.paper .notes').innerText(), /微信公众号订阅人数（唐琴萍.*于2015年12月31日填写）/)
    await slot.click()
    assert.equal(await dialog.getByLabel('来源说明').inputValue(), '公众号后台')
    await dialog.getByLabel('微信公众号订阅人数').fill('')
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.locator('.paper a.typed', { hasText: '待填' }).waitFor()
  }, { account: 'city-head' }))

test('the report comes as docx and its figures as xlsx', () =>
  withPage(async (page) => {
    await open(page, '/reports/annual')
    const document = await downloaded(page, page.getByRole('link', { name: '导出 Word' }))
    assert.equal(document.name, '宿迁市妇女联合会2015年度工作报告.docx')
    assert.ok(isZip(document.bytes))
    const table = await downloaded(page, page.getByRole('link', { name: '导出数据表' }))
    assert.match(table.name, /\.xlsx$/)
    assert.ok(isZip(table.bytes))
  }, { account: 'city-head' }))

test('on paper there is the report alone, in black', () =>
  withPage(async (page) => {
    await open(page, '/reports/annual')
    await page.emulateMedia({ media: 'print' })
    for (const gone of ['header.bar', 'aside.side', 'nav.bottom', '.head', '.bar']) {
      for (const one of await page.locator(gone).all()) assert.ok(!(await one.isVisible()), `${gone} is not printed`)
    }
    const look = await page.evaluate(() => {
      const style = (selector) => getComputedStyle(document.querySelector(selector))
      const paper = style('.paper')
      return { ink: paper.color, number: style('.paper a.figure').color, border: paper.borderTopWidth, shadow: paper.boxShadow }
    })
    assert.deepEqual(look, { ink: look.ink, number: look.ink, border: '0px', shadow: 'none' })
    const pdf = await page.pdf({ preferCSSPageSize: true })
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
    assert.ok(pages >= 3 && pages <= 8, `${pages} sheets`)
  }, { account: 'city-head' }))
