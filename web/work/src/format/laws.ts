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
