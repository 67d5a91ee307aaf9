// Where a deadline comes from, as one cites it: "信访工作条例 (2022)" and "34" become 《信访工作条例》（2022）第34条.
export function lawWords(law: string, article: string, english: boolean): string {
  const articles = article.replace(/\?/g, '').trim()
  if (english) return articles ? `${law}, Art. ${articles}` : law
  const cited = law.split(' / ').map((one) => {
    const [, name = one, year] = /^(.+?) \((.+)\)$/.exec(one) ?? []
    // A document number, or words that are no title, carry no book marks.
    if (/^[\x20-\x7e]+$/.test(name) || name.includes('〔')) return one
    return `《${name}》${year ? `（${year}）` : ''}`
  })
  return cited.join('、') + (articles ? `第${articles.replace(/\s*[,/]\s*/g, '、')}条` : '')
}

const digits = '零一二三四五六七八九'
// A number as the articles of a law carry it: 35 is 三十五, 105 is 一百零五.
export function chineseNumber(n: number): string {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
  const one = ones ? digits[ones] : ''
  if (!hundreds) return tens ? `${tens > 1 ? digits[tens] : ''}十${one}` : (digits[ones] ?? '')
  const rest = tens ? `${digits[tens]}十${one}` : ones ? `零${one}` : ''
  return `${digits[hundreds]}百${rest}`
}

// As a letter to a citizen cites it: 《信访工作条例》第三十五条. What is more than one article keeps its digits.
export function lawOnPaper(law: string, article: string): string {
  const number = Number(article)
  if (!Number.isInteger(number) || number < 1 || number > 999) return lawWords(law, article, false)
  return `${lawWords(law.replace(/ \(\d{4}\)/g, ''), '', false)}第${chineseNumber(number)}条`
}
