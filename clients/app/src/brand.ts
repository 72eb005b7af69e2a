/** All that makes the app a brand's own. Another brand is another file like this. */
export const brand = {
  name: {'zh-CN': '花砖会员', en: 'Tessera Club'},
  /** A picture of the static folder, square. */
  logo: './static/logo.svg',
  /** What the phone itself can report, and the member does by a button; the words are in the catalogues under `reports`. */
  reports: ['member.checked_in'],
  /** Where the backend is; empty on the web: where the page came from. */
  url: import.meta.env?.VITE_TESSERA_URL ?? '',
  /** The brand's clock: so many hours ahead of UTC. Phones elsewhere are told which clock it is. */
  hours: 8,
  /** The country that gifts are sent in, by ISO 3166. */
  country: 'CN',
  /** Who vouches for the member, on the web and in WeChat: names of the stage's identity providers. */
  providers: {web: 'dev', weixin: 'wechat'},
  theme: {
    /** The one colour that calls for a tap; white text on it has a contrast of 5.6. */
    accent: '#b93c22',
    'accent-dark': '#8f2b16',
    'accent-tint': '#fbe9e3',
    ink: '#221c18',
    'ink-soft': '#665c55',
    ground: '#faf7f3',
    card: '#ffffff',
    line: '#e9e1d8',
    /** The edge of what can be written in or chosen; on white a contrast of 3.8. */
    edge: '#8d8178',
    good: '#2c6a4b',
    'good-tint': '#e6f1ea',
    radius: '20px',
    'radius-small': '12px',
  },
}
