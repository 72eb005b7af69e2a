// The panel beside the phone: it plays the shop and the clock by the laptop's own routes.

const phone = document.getElementById("app");
const said = document.getElementById("said");
const form = (id) => document.getElementById(id);
let offset = 0;
const SHANGHAI = 8 * 3600_000;
/** An example of each event that may be reported here, orders first; any other can be written. */
let events = [];

async function ask(path, body) {
    const options =
        body === undefined
            ? {}
            : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    const answer = await (await fetch(path, options)).json();
    if (answer.server_time) offset = answer.server_time - Date.now();
    return answer;
}

/** The name by which the phone is signed in: the address of this page keeps it, as the app's does. */
let name = new URLSearchParams(location.search).get("as") ?? "ana";

async function session() {
    return ask("/v1/session", { provider: "dev", code: name });
}

async function member() {
    return (await session()).member;
}

/** Hand the phone to somebody. */
async function hand() {
    form("who").elements.name.value = name;
    form("member").textContent = `Member ${await member()}`;
    history.replaceState(null, "", `?as=${encodeURIComponent(name)}`);
    phone.src = `app/?as=${encodeURIComponent(name)}`;
}

/** Let the app look again, as if it came back to the front. */
function look() {
    phone.contentWindow.dispatchEvent(new phone.contentWindow.Event("tessera-look"));
}

function say(text) {
    said.textContent = text;
}

function told(answer) {
    if (answer.code) return `${answer.code}: ${answer.detail}`;
    const one = answer.events?.[0];
    if (!one) return "Done.";
    if (one.problem) return `${one.status}: ${one.problem.code}. ${one.problem.detail}`;
    const gave = (one.receipt?.postings ?? []).flatMap((posting) =>
        Object.entries(posting.gave ?? {}).map(([asset, n]) => `${n} ${asset} (${posting.campaign})`),
    );
    return `${one.status}${gave.length ? `: ${gave.join(", ")}` : "."}`;
}

function on(id, act) {
    form(id).addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
            say(await act(new FormData(event.target)));
        } catch (error) {
            say(String(error.message ?? error));
        }
        look();
    });
}

on("who", async (fields) => {
    name = fields.get("name").trim();
    await hand();
    return `${name} holds the phone.`;
});
on("clock", async (fields) => moved(await ask("/local/clock", { now: `${fields.get("at")}:00+08:00` })));
on("order", async (fields) => {
    const { type, data, money, fresh } = events[0];
    const [sum, currency] = data[money].split(" ");
    const amount = `${Number(fields.get("amount")).toFixed(sum.split(".")[1]?.length ?? 0)} ${currency}`;
    const order = { ...data, [money]: amount, ...(fresh && { [fresh]: `T-${Date.now()}` }) };
    return told(await ask("/local/events", { type, subject: await member(), data: order }));
});
on("event", async (fields) =>
    told(
        await ask("/local/events", {
            type: fields.get("type"),
            subject: await member(),
            data: JSON.parse(fields.get("data") || "{}"),
        }),
    ),
);
on("profile", async (fields) => {
    const data = Object.fromEntries([...fields].filter(([, value]) => value));
    return told(await ask("/local/events", { type: "member.updated", subject: await member(), data }));
});
on("given", async (fields) => {
    const body = { member: await member(), campaign: fields.get("campaign") };
    if (fields.get("points")) body.points = Number(fields.get("points"));
    for (const [, name, n] of fields.get("more").matchAll(/([\w/-]+)\s*=\s*(\d+)/g)) {
        const [set, piece] = name.split("/");
        if (piece) body.fragments = { ...body.fragments, [`${set}/${piece}`]: Number(n) };
        else body.draws = { ...body.draws, [set]: Number(n) };
    }
    return told(await ask("/local/given", body));
});

for (const button of form("clock").querySelectorAll("[data-forward], [data-now]"))
    button.addEventListener("click", async () => {
        const { forward, now } = button.dataset;
        say(moved(await ask("/local/clock", forward ? { forward } : { now: now || null })));
        look();
    });

let latest = 0;

/** What a move of the clock brought about. */
function moved(answer) {
    if (answer.code) return `${answer.code}: ${answer.detail}`;
    const back = answer.server_time < latest;
    latest = answer.server_time;
    form("clock").elements.at.value = inShanghai(latest);
    if (back) return "The clock went back: now sign in as somebody else.";
    return answer.closed?.length ? `Closed for good: ${answer.closed.join(", ")}.` : "The clock is set.";
}

function tick() {
    const shanghai = new Date(Date.now() + offset + SHANGHAI).toISOString();
    form("now").textContent = `${shanghai.slice(0, 10)} ${shanghai.slice(11, 19)}`;
}

const inShanghai = (at) => new Date(at + SHANGHAI).toISOString().slice(0, 16);

const { token } = await session();
const { campaigns } = await (await fetch("/v1/campaigns", { headers: { Authorization: `Bearer ${token}` } })).json();
form("given").elements.campaign.append(...campaigns.map(({ id }) => new Option(id)));
({ events } = await ask("/local/events"));
const others = events.filter((one) => !one.money);
form("order").hidden = !events[0]?.money;
form("currency").textContent = events[0]?.money ? events[0].data[events[0].money].split(" ")[1] : "";
form("types").append(...others.map(({ type }) => new Option(type)));
const { type, data } = form("event").elements;
const written = () => {
    const chosen = events.find((one) => one.type === type.value);
    if (chosen) data.value = JSON.stringify(chosen.data);
};
type.addEventListener("input", written);
type.value = others[0]?.type ?? "";
written();
moved(await ask("/local/clock"));
tick();
setInterval(tick, 1000);
await hand();
