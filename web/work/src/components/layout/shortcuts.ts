const places: Record<string, string> = {
  h: 'home',
  r: 'records',
  n: 'new-record',
  s: 'search',
  f: 'figures',
  d: 'dashboard',
  p: 'programmes',
  t: 'hotline',
  c: 'casework',
  e: 'persons',
  m: 'funds',
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

// "/" goes to the search field; "g" and then a letter goes to a place. Nothing happens while typing.
export function shortcuts(go: (name: string) => void): (event: KeyboardEvent) => void {
  let waiting = 0
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return
    if (document.querySelector('.el-overlay:not([style*="display: none"])')) return
    if (event.key === '/') {
      event.preventDefault()
      document.getElementById('global-search')?.focus()
      return
    }
    if (event.key === 'g') {
      waiting = event.timeStamp
      return
    }
    const place = places[event.key]
    if (place && waiting && event.timeStamp - waiting < 1200) go(place)
    waiting = 0
  }
}
