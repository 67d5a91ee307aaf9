// Only the charts and parts that are drawn; SVG keeps prints sharp.
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ComposeOption, type ECharts } from 'echarts/core'
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  AriaComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | AriaComponentOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>
export { init, type ECharts }

export const palette = [
  '#7d2f50',
  '#c2604a',
  '#b98a2c',
  '#4f7d63',
  '#47718c',
  '#8a6f9c',
  '#a3785a',
  '#5d5d7a',
  '#98a05a',
]
export const font = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
export const axis = {
  line: { lineStyle: { color: '#cfc5b8' } },
  label: { color: '#574c4f', fontFamily: font, fontSize: 12 },
  split: { lineStyle: { color: '#ebe5dc' } },
}
