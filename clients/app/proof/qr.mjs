// The code that a screen shows, and the code of a text: the same dark fields.
import qrcode from 'qrcode-generator'

/** The dark fields of the code that is shown, as Qr.vue draws them. */
export const shown = async page => {
    const style = await page.locator('.qr').evaluate(one => getComputedStyle(one).backgroundImage)
    return style.match(/M\d+ \d+h1v1h-1z/g)
}

/** The dark fields of the code of a text. */
export function drawn(of) {
    const code = qrcode(0, 'M')
    code.addData(of)
    code.make()
    const all = [...Array(code.getModuleCount()).keys()]
    return all.flatMap(y => all.filter(x => code.isDark(y, x)).map(x => `M${x} ${y}h1v1h-1z`))
}
