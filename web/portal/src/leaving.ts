// Leaving without a trace: the page is one entry of the history, and the quick exit puts another page in its place.
import { state, wipe } from './state'

const betweenEscapes = 1_000
const idleAfter = 15 * 60_000

export function leave(): void {
  wipe()
  document.documentElement.style.visibility = 'hidden'
  // Replaced, not added: the way back does not lead here.
  window.location.replace(state.setup?.leaveTo ?? 'about:blank')
}

export function watchOver(): void {
  let escaped = -betweenEscapes
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    if (event.timeStamp - escaped < betweenEscapes) leave()
    escaped = event.timeStamp
  })
  // A page that the browser keeps for the way back keeps nothing of hers.
  window.addEventListener('pagehide', wipe)
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })
  let idle = 0
  const touched = () => {
    window.clearTimeout(idle)
    idle = window.setTimeout(wipe, idleAfter)
  }
  for (const name of ['keydown', 'pointerdown', 'scroll']) window.addEventListener(name, touched, { passive: true })
  touched()
}
