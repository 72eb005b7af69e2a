// Made from the API's OpenAPI document: `npm run types`.

export interface paths {
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with what an identity provider gave the client
         * @description Sign in with what an identity provider gave the client. Anyone may ask, without a token. A body has at most 64 KB.
         */
        post: operations["sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add another way to sign in: what a provider vouches for leads to this member from now on
         * @description Add another way to sign in: what a provider vouches for leads to this member from now on. A member asks, by the token of `POST /v1/session`. A body has at most 64 KB.
         */
        post: operations["add_id"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the server is up, and what time it is there
         * @description Whether the server is up, and what time it is there. Anyone may ask, without a token.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole home screen
         * @description The whole home screen. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The member's receipts, newest first
         * @description The member's receipts, newest first. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["my_receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The live campaigns
         * @description The live campaigns. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["campaigns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One campaign with the member's part in it
         * @description One campaign with the member's part in it. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["campaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules of a campaign in sentences and as its file, by the version in force or by an earlier one
         * @description The rules of a campaign in sentences and as its file, by the version in force or by an earlier one. Anyone may ask, without a token.
         */
        get: operations["rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/collections/{collection}/odds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chances of a collection's random fragments
         * @description The chances of a collection's random fragments. Anyone may ask, without a token. The answer may be kept: `Cache-Control: public, max-age=60`.
         */
        get: operations["collection_odds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/boxes/{box}/odds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A blind box's chances: published, in force at the present stock, and over many draws
         * @description A blind box's chances: published, in force at the present stock, and over many draws. Anyone may ask, without a token. The answer may be kept: `Cache-Control: public, max-age=60`.
         */
        get: operations["box_odds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/words/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The titles, texts and pictures of a campaign, by the hash of a version that is in force or was
         * @description The titles, texts and pictures of a campaign, by the hash of a version that is in force or was. Anyone may ask, without a token. The answer may be kept: `Cache-Control: public, max-age=31536000, immutable`.
         */
        get: operations["campaign_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programme/words/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The titles, texts and pictures of tiers, channels and tags, by the hash that the home screen tells
         * @description The titles, texts and pictures of tiers, channels and tags, by the hash that the home screen tells. Anyone may ask, without a token. The answer may be kept: `Cache-Control: public, max-age=31536000, immutable`.
         */
        get: operations["programme_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opt in to a campaign that asks for it
         * @description Opt in to a campaign that asks for it. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/challenges/{challenge}/tasks/{task}/make-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make up a day that was missed, of a task of days in a row
         * @description Make up a day that was missed, of a task of days in a row. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["make_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/collections/{collection}/compose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn a full set into its reward
         * @description Turn a full set into its reward. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["compose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/collections/{collection}/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn duplicates into one fragment of choice
         * @description Turn duplicates into one fragment of choice. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/collections/{collection}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a fragment to another member
         * @description Give a fragment to another member. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/boxes/{box}/draw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw from a blind box, once or ten times in one action
         * @description Draw from a blind box, once or ten times in one action. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["draw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/redemptions/{redemption}/{offer}/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem an offer while its window is open
         * @description Redeem an offer while its window is open. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/quizzes/{quiz}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the question of a quiz that is asked now
         * @description Answer the question of a quiz that is asked now. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/forms/{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a form; sent again, the last answers hold
         * @description Send a form; sent again, the last answers hold. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["fill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report an event that the member's own client saw; it happened now
         * @description Report an event that the member's own client saw; it happened now. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["report_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim an order by its number: it counts, or is waited for where it has not come yet
         * @description Claim an order by its number: it counts, or is waited for where it has not come yet. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["claim_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Consent to be reached by a channel, or withdraw it
         * @description Consent to be reached by a channel, or withdraw it. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/born": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell one's date of birth, once, where the programme lets members do so
         * @description Tell one's date of birth, once, where the programme lets members do so. A member asks, by the token of `POST /v1/session`. It is done once for each `Idempotency-Key`: the same key again is answered by what was recorded. A body has at most 64 KB.
         */
        post: operations["tell_born"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign}/boards/{board}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A ranking: the member's own score, live, and the rank as of the last picture
         * @description A ranking: the member's own score, live, and the rank as of the last picture. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A pass for a till, to be shown as a QR code: good for a minute, and for one bill
         * @description A pass for a till, to be shown as a QR code: good for a minute, and for one bill. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["my_pass"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/coupons/{coupon}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The code of a coupon that the member holds: of a pool's, the partner's code
         * @description The code of a coupon that the member holds: of a pool's, the partner's code. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["coupon_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/prizes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that the member has won and what became of it, also of closed campaigns
         * @description Everything that the member has won and what became of it, also of closed campaigns. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["my_prizes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/prizes/{campaign}/{prize}/address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say where a gift that waits for being sent is to go; the last address counts
         * @description Say where a gift that waits for being sent is to go; the last address counts. A member asks, by the token of `POST /v1/session`. A body has at most 64 KB.
         */
        post: operations["send_prize_to"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is kept of the member, a page at a time
         * @description Everything that is kept of the member, a page at a time. A member asks, by the token of `POST /v1/session`.
         */
        get: operations["my_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This API, described in OpenAPI 3.1
         * @description This API, described in OpenAPI 3.1. Anyone may ask, without a token.
         */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/member.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This API as a member calls it, described in OpenAPI 3.1
         * @description This API as a member calls it, described in OpenAPI 3.1. Anyone may ask, without a token.
         */
        get: operations["openapi_member"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/shop.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This API as a shop calls it, described in OpenAPI 3.1
         * @description This API as a shop calls it, described in OpenAPI 3.1. Anyone may ask, without a token.
         */
        get: operations["openapi_shop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/manager.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This API as a manager calls it, described in OpenAPI 3.1
         * @description This API as a manager calls it, described in OpenAPI 3.1. Anyone may ask, without a token.
         */
        get: operations["openapi_manager"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Session
         * @description A member who is signed in.
         */
        Session: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The bearer token of the member's requests. */
            token: string;
            /** @description The member's id. */
            member: string;
            /**
             * Format: int64
             * @description When the token ends, epoch ms: sign in again before.
             */
            expires: number;
        };
        /**
         * SignInBody
         * @description A sign-in by a provider of identities.
         */
        SignInBody: {
            /** @description The name of the provider that vouches for the member. */
            provider: string;
            /** @description The code that this provider gave the client, good for one sign-in; of the brand's own login its token. */
            code: string;
            /**
             * @description The nonce that the client asked the brand's login for, where it did: the token must name it.
             * @default
             */
            nonce?: string;
            /**
             * @description At a first sign-in by a link that a member shared: the token in it. One that is not good is passed over.
             * @default
             */
            via?: string;
            /**
             * @description At a first sign-in by a code of a channel, `douyin-live-7`: that code. One that is none is passed over.
             * @default
             */
            channel_code?: string;
        };
        /**
         * Done
         * @description The answer to an action.
         */
        Done: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The record of the action, the same for every request with this key; null where it changed nothing. */
            receipt: components["schemas"]["Receipt"] | null;
        };
        /**
         * Receipt
         * @description One action of one member: what was asked, every movement with its reason, and what is needed to undo it.
         */
        Receipt: {
            /** @description The hash of the scope and the key of the request, 16 characters. */
            id: string;
            /**
             * Format: int64
             * @description The member's first receipt is 1; numbers have no gap.
             */
            number: number;
            /**
             * Format: int64
             * @description When the action was decided, in epoch milliseconds.
             */
            at: number;
            /**
             * @description The name of the action: `draw`, `redeem`, `event`, …
             * @enum {string}
             */
            does: "absorbed" | "adjust" | "answer" | "award" | "cancel" | "claimed" | "compose" | "consent" | "draw" | "enrol" | "erase" | "event" | "exchange" | "fill" | "gift_sent" | "hold" | "import" | "join" | "link" | "make_up" | "merged" | "pay" | "pay_cash" | "receive" | "redeem" | "send" | "settle" | "tell_born" | "touch" | "undo" | "update";
            /** @description The fields of the request; of a gift received, `from`; of an event with more data than is kept, the names of the fields that are not in `data` as `left_out`. */
            asked?: {
                [key: string]: unknown;
            };
            /** @description The things each block gave and took, and how often it was used; those with `at` fell due before the action. */
            postings?: components["schemas"]["Posting"][];
            /** @description By campaign, what an event added to tasks: `CHALLENGE/TASK@ROUND`, in the units of the task's target. */
            counted?: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /** @description Draws that were made on the way. */
            draws?: components["schemas"]["Draws"][];
            /** @description Coupons that were given, with their codes. */
            coupons?: components["schemas"]["Coupon"][];
            /** @description Of a redemption: the window in which it counts. */
            window?: components["schemas"]["Window"] | null;
            /** @description By campaign, the definition that took part, as `VERSION:HASH`. */
            versions?: {
                [key: string]: string;
            };
            /** @description Campaigns that were closed for good and left the member's record. */
            archived?: string[];
            /** @description Campaigns in which the member had taken no part before. */
            first?: string[];
            /** @description Tasks that were begun in their round, as `CAMPAIGN/CHALLENGE/TASK`. */
            started?: string[];
            /** @description Tasks that reached their target in their round, and `CAMPAIGN/CHALLENGE` once all of its tasks did. */
            done?: string[];
            /** @description Of an order, the tasks for which it counted, as they were then: what comes back is taken back by them. */
            tasks?: components["schemas"]["CountedTask"][];
            /** @description By campaign and asset, what could not be taken back and stays: used coupons, and what chance gave. */
            kept?: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /** @description Rewards that were earned and are to be given later; and those that an order took along before they were. */
            later?: components["schemas"]["Later"][];
            /** @description Another tier that stars brought, or their lack. */
            tier?: components["schemas"]["TierMove"] | null;
            /** @description Scores of boards that changed. */
            scores?: components["schemas"]["Scored"][];
            /** @description Of an event: the kind and the value that count once over all members, as they are compared. */
            claims?: [
                string,
                string
            ][];
            /** @description Of a claim, a refund or a bill: the order that it is about, `KIND/VALUE`, as it is compared. */
            order?: string;
            /**
             * Format: int64
             * @description Of an order that is claimed, or was waited for: when it was paid, in epoch milliseconds. It is judged by that moment, and counts in the rounds and limits of `at`.
             */
            paid?: number;
            /** @description Of a claim that counted nothing: `waiting` for an order that has not come yet, or `order_not_matching`. */
            verdict?: string;
            /** @description Of a bill that was held or paid: what it comes to. */
            bill?: components["schemas"]["BillSum"] | null;
            /** @description Of a redemption for points and cash: the cash that it waits for, or that was paid. */
            cash?: components["schemas"]["CashDue"] | null;
            /** @description Of a redemption: the stock and the limits that it used up; negative where it is undone, and they come back. */
            used_up?: components["schemas"]["UsedUp"] | null;
            /** @description The touch for which the member was chosen: what is sent, or what whoever is held out is not sent. */
            touched?: components["schemas"]["Touched"] | null;
            /** @description Of an order, the touches of the two weeks before it. */
            followed?: components["schemas"]["Followed"][];
            /** @description Touches that fell due and waited too long for their turn. */
            dropped?: string[];
            /** @description Of two records that were merged: the campaigns in which both had taken part. */
            both?: string[];
            /**
             * Format: int64
             * @description Of a form: how often the member has sent it, this time included.
             */
            sent?: number;
            /** @description Of an answer to a question: whether it was right, and what was once no try is left. */
            answered?: components["schemas"]["QuizAnswer"] | null;
            /** @description Of an order that became the member's, came back, or is the guest's no more, of two records that became one, and of what another system knew: how much more that is bought. */
            sales?: components["schemas"]["Sales"] | null;
            /** @description Events for other members that follow from it. */
            tells?: components["schemas"]["Tell"][];
            /** @description The content that was opened or read. */
            content?: components["schemas"]["ContentSeen"] | null;
        };
        /**
         * Posting
         * @description Everything that one block gave and took, side by side and never netted.
         */
        Posting: {
            /** @description The campaign of the block. */
            campaign: string;
            /** @description The block, as a path of names: `challenges/CHALLENGE/TASK` (`…:LABEL` for a milestone, `…:make_up` for a day that is made up), `blind_boxes/BOX`, `collections/COLLECTION`, `redemptions/REDEMPTION/OFFER`; or another reason: `prizes/PRIZE` for what a prize of points, draws or fragments is made of, `expired` for a coupon that ended, `closed` for a campaign that closed, `adjusted` for what managers corrected, `imported` for what was held in another system, `merged` for what moved as two records of one person became one, `bill` for coupons and points that a till took, or gave back, `redemptions/REDEMPTION/OFFER:undone` for a redemption that was undone, `prizes/PRIZE:undone` for a prize of points, draws or fragments that was taken back. */
            why: string;
            /**
             * Format: int64
             * @description How often the block paid, or was used: 10 for ten draws at once.
             */
            times?: number;
            /**
             * Format: int64
             * @description When it fell due, in epoch milliseconds, where it was settled before the action; 0: the action's own.
             */
            at?: number;
            /** @description Given to the member, by asset: `points`, `stars`, `draws/BOX`, `fragments/COLLECTION/NAME`, `prizes/PRIZE`. */
            gave?: {
                [key: string]: number;
            };
            /** @description Taken from the member, by asset, as positive numbers. */
            took?: {
                [key: string]: number;
            };
            /** @description Of points, how many went into each lot, or (negative) came from it, by its name, `2026-05+24`: the month in which they were earned, and how they end. */
            lots?: {
                [key: string]: number;
            };
            /** @description How many times as many points it gave, `1.5`, where a boost counted. */
            boost?: string;
            /** @description How much was not there any more and is owed from now on, by asset; negative: how much paid what was owed. */
            owed?: {
                [key: string]: number;
            };
            /** @description Tags that were given, 1, or taken, -1, each with the last month in which it holds: `likes/strawberry=2027-05`; without one it never ends. */
            tags?: {
                [key: string]: number;
            };
        };
        /**
         * Draws
         * @description Draws of one block in one action: enough for anyone to recompute them once the seed is out.
         */
        Draws: {
            /** @description The campaign of the block. */
            campaign: string;
            /** @description The block: `blind_boxes/BOX` or `collections/NAME`. */
            of: string;
            /**
             * Format: int64
             * @description The number of the first of these draws; the member's first draw in this block is 1.
             */
            n: number;
            /** @description Where each draw landed, guarantees applied. */
            rows: string[];
            /** @description The prize that each draw gave: another prize where the row's own was out of stock. */
            got: string[];
            /** @description The counters of the block's guarantees before the first of these draws. */
            memory?: number[];
            /** @description Units left of a stock that was known to be running out, as the decision saw it. */
            at_most?: {
                [key: string]: number;
            };
        };
        /**
         * Coupon
         * @description A coupon that a member holds.
         */
        Coupon: {
            /** @description Unguessable: what the till takes. */
            code: string;
            /** @description The id of the campaign that gave it. */
            campaign: string;
            /** @description The prize's name. */
            prize: string;
            /**
             * Format: int64
             * @description When it ends, epoch ms; 0 (left out): never.
             */
            expires?: number;
            /** @description The terms that it was given with, as the file had them: `20.00 CNY off 148.00 CNY`. Empty: it was given by a release that kept none, so that its campaign tells them. */
            terms?: string;
            /** @description The prizes of its campaign whose coupons may share a bill with it, where they name it too. */
            together?: string[];
            /** @description The bill for which it is kept (`bill.HoldKept.bill`); empty: none. */
            bill?: string;
            /** @description Whether it came back: its bill was cancelled, or the order was sent back. */
            returned?: boolean;
            /** @description The pool that its partner's code is of: `code` is then only what it is known by. Empty: tills take `code`. */
            pool?: string;
            /** @description The code in the pool, `SHARD-NUMBER`; empty: of none, or whose it is was forgotten. */
            number?: string;
        };
        /**
         * Window
         * @description The time from `opens` until just before `closes`.
         */
        Window: {
            /**
             * Format: int64
             * @description The first moment, epoch ms.
             */
            opens: number;
            /**
             * Format: int64
             * @description The first moment after it, epoch ms.
             */
            closes: number;
        };
        /**
         * CountedTask
         * @description One task for which an event counted, as it was then: enough to take it back.
         */
        CountedTask: {
            /** @description The campaign. */
            c: string;
            /** @description The challenge. */
            h: string;
            /** @description The task. */
            t: string;
            /** @description The id of the round in which it counted. */
            r: string;
            /** @description The way it counts: `sum` of the order's amount, `alone` for a sum in one event, `times`; of others nothing is taken back. */
            m: string;
            /**
             * Format: int64
             * @description The target, in the units of the measure.
             */
            n: number;
            /** @description Whether it pays again with each further target. */
            e?: boolean;
            /** @description The bag for the target. */
            g?: components["schemas"]["Bag"];
            /** @description The bag for all tasks of the challenge. */
            a?: components["schemas"]["Bag"];
            /** @description How many times as many points, `1.5`; empty: as many. */
            b?: string;
            /**
             * Format: int64
             * @description When what it gave was to be given, epoch ms; 0: at once.
             */
            d?: number;
            /**
             * Format: int64
             * @description The number of the month to which its points and stars belong.
             */
            y?: number;
            /** @description The task's limits: how often, and the id of the period in which the event counted. */
            l?: [
                number,
                string
            ][];
            /**
             * Format: int64
             * @description How much must be left of the order for it to count, in minor units; 0: anything.
             */
            f?: number;
            /** @description How often the event itself brought the reward; None: not known. */
            i?: number | null;
            /** @description The contents of the prizes of points, draws or fragments that it and its challenge give, by prize. */
            p?: {
                [key: string]: components["schemas"]["Bag"];
            };
            /** @description The lots that its points went into, by name. */
            o?: {
                [key: string]: number;
            };
        };
        /**
         * Bag
         * @description A set of things that is given, or that something costs.
         */
        Bag: {
            /**
             * Format: int64
             * @description Points.
             */
            points?: number;
            /**
             * Format: int64
             * @description Stars: they decide the tier, and can't be spent.
             */
            stars?: number;
            /** @description Draws, by box. */
            draws?: {
                [key: string]: number;
            };
            /** @description Fragments, by `COLLECTION/NAME`, or `COLLECTION/random`. */
            fragments?: {
                [key: string]: number;
            };
            /** @description Prizes, by name. */
            prizes?: {
                [key: string]: number;
            };
            /** @description Tags that the member has from then on, as GROUP/NAME: one, or a list. */
            tags?: string[];
        };
        /**
         * Later
         * @description A reward that was earned and is to be given later: after some days, once a pause is over, or once it fits.
         */
        Later: {
            /** @description The campaign of the block. */
            campaign: string;
            /** @description The block, as in `Posting.why`. */
            why: string;
            /**
             * Format: int64
             * @description How often it is to be given; of an order that comes back, negative: how often it is not, after all.
             */
            times: number;
            /** @description The bag each time. */
            bag: components["schemas"]["Bag"];
            /**
             * Format: int64
             * @description When it is to be given, epoch ms; 0: as soon as nothing stands in its way.
             */
            due?: number;
            /**
             * Format: int64
             * @description Points that a boost adds to all of it together.
             */
            more?: number;
            /** @description How many times as many points, `1.5`, where a boost counted. */
            boost?: string;
        };
        /**
         * TierMove
         * @description A change of the member's tier that stars brought about.
         */
        TierMove: {
            /** @description The tier before; empty: none. */
            before: string;
            /** @description The tier from then on; empty: none. */
            tier: string;
            /**
             * Format: int64
             * @description How long it is sure, epoch ms; 0: for ever.
             */
            until?: number;
        };
        /**
         * Scored
         * @description A change of a member's score, and all that is needed to take it back, whatever version is in force.
         */
        Scored: {
            /** @description The campaign. */
            c: string;
            /** @description The board. */
            b: string;
            /** @description The id of the window in which it counted. */
            w: string;
            /** @description The way it counts: `count`, `sum` or `best`; of an order's own amount `sum/order` and `best/order`. */
            m: string;
            /**
             * Format: int64
             * @description The worth of the event, in the units of the score; less than 0 where it came back.
             */
            n: number;
            /**
             * Format: int64
             * @description The score from then on.
             */
            s: number;
            /**
             * Format: int64
             * @description From when nothing changes it any more, epoch ms, as far as was known then: another version may have moved it.
             */
            u: number;
            /**
             * Format: int64
             * @description How much must be left of its order for it to count, in minor units; 0: anything.
             */
            l?: number;
        };
        /**
         * BillSum
         * @description The sum of a bill, in the order of deduction: coupons as they are named, and then points.
         */
        BillSum: {
            /** @description The amount before deductions. */
            amount: components["schemas"]["Money"];
            /** @description The amount that coupons take off together. */
            off: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description The points that pay a part of it.
             */
            points: number;
            /** @description The amount that these points pay. */
            worth: components["schemas"]["Money"];
            /** @description The amount that is left to pay. */
            to_pay: components["schemas"]["Money"];
            /** @description The coupons, in the order in which they are taken off. */
            coupons?: components["schemas"]["TakenOff"][];
            /**
             * Format: int64
             * @description Of a hold: until when coupons and points are kept for the bill, epoch ms.
             */
            until?: number;
            /**
             * Format: int64
             * @description Of a payment: points of these that were not taken, because so much of the order had come back before.
             */
            points_back?: number;
            /** @description Of a payment: whether nothing was taken, because the whole order had come back before. */
            all_back?: boolean;
        };
        /**
         * Money
         * @description `399.00 CNY`: an amount in the currency's minor units (39900).
         */
        Money: {
            /**
             * Format: int64
             * @description The amount, in minor units of the currency.
             */
            minor: number;
            /** @description ISO 4217: `CNY`. */
            currency: string;
        };
        /**
         * TakenOff
         * @description A coupon that a bill takes.
         */
        TakenOff: {
            /** @description The coupon as the member held it. */
            coupon: components["schemas"]["Coupon"];
            /** @description The amount that it takes off; nothing of a coupon for goods, which the till rings up itself. */
            off: components["schemas"]["Money"];
        };
        /**
         * CashDue
         * @description The cash of a redemption.
         */
        CashDue: {
            /** @description How much it is. */
            amount: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description How many points go with it.
             */
            points?: number;
            /**
             * Format: int64
             * @description Until when points and stock are kept for it, epoch ms; 0: it was paid.
             */
            until?: number;
        };
        /**
         * UsedUp
         * @description The units and uses of a redemption in its campaign; negative in the receipt that undoes it.
         */
        UsedUp: {
            /** @description Units of limited stocks, by `STOCK@WINDOW`: `redemptions/monthly/serum@2026-06`. */
            units?: {
                [key: string]: number;
            };
            /** @description Uses that the member's limits count, by their counters: `offer/monthly/serum@2026-06`. */
            counts?: {
                [key: string]: number;
            };
        };
        /**
         * Touched
         * @description One touch for which a member was chosen.
         */
        Touched: {
            /** @description The touch. */
            touch: string;
            /** @description The channel that carries it. */
            channel: string;
            /**
             * Format: int64
             * @description When it fell due, epoch ms.
             */
            due: number;
            /**
             * Format: int64
             * @description The moment from which on it is too late to send it, epoch ms: quiet hours begin, or it has waited too long.
             */
            until: number;
            /** @description The words for a template: of points, how many `points` end and `ends`, their last day; of coupons and tiers their name and last day. They tell nothing about the person. */
            fields?: {
                [key: string]: string;
            };
            /** @description Whether the member is one by whom the effect is measured: then nothing is sent. */
            held_out?: boolean;
        };
        /**
         * Followed
         * @description An order that came within two weeks after a touch.
         */
        Followed: {
            /** @description The touch. */
            touch: string;
            /**
             * Format: int64
             * @description The amount of the order, in minor units.
             */
            minor: number;
            /** @description Its currency. */
            currency: string;
            /** @description Whether the member was held out. */
            held_out?: boolean;
            /** @description Whether it is the first one since. */
            first?: boolean;
        };
        /**
         * QuizAnswer
         * @description Whether an answer was right, and what is left to do.
         */
        QuizAnswer: {
            /** @description The campaign of the quiz. */
            campaign: string;
            /** @description The quiz. */
            quiz: string;
            /** @description The question that was answered. */
            question: string;
            /** @description Whether the answer was right. */
            right: boolean;
            /**
             * Format: int64
             * @description How often the member may still answer it; 0: it is over.
             */
            left?: number;
            /** @description The right option once the question is over; empty (left out) while a try is left. */
            answer?: string;
        };
        /**
         * Sales
         * @description The change of what somebody has bought.
         */
        Sales: {
            /** @description By the month in which orders were paid, `2026-05` in the programme's timezone: `buyers`, `first`, `second`; by currency `orders/CNY`, `refunds/CNY`, and in minor units `amount/CNY`, `refunded/CNY`; negative: fewer. */
            months: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /** @description Whether it is of a guest, and no member. */
            guest?: boolean;
            /** @description The month in which the member joined, `2026-03`; empty: a guest, or a member of before that was kept. */
            cohort?: string;
            /** @description Of an order that comes back, the campaigns for which it counted; one that counts tells them by its tasks. */
            campaigns?: string[];
        };
        /**
         * Tell
         * @description An event for another member.
         */
        Tell: {
            /** @description Its type. */
            type: string;
            /** @description The token of the member whom it is for (`sharing.Sharing`): a receipt that its member may read shows no other member's id. */
            to: string;
            /** @description The same for the same thing: it counts once. */
            id: string;
            /**
             * Format: int64
             * @description When it came about, epoch ms.
             */
            time: number;
            /** @description Its fields. */
            data: {
                [key: string]: string;
            };
        };
        /**
         * ContentSeen
         * @description One opening or reading of one content.
         */
        ContentSeen: {
            /** @description Its name, as campaigns ask for it. */
            content: string;
            /** @description The campaigns that follow it. */
            campaigns: string[];
            /** @description Those in which the member had neither opened nor read it before. */
            first?: string[];
            /** @description How long it was read; None: it was opened. */
            seconds?: number | null;
            /** @description Whether it was opened by the link of another member. */
            by_link?: boolean;
        };
        /**
         * AddIdBody
         * @description Another way to sign in.
         */
        AddIdBody: {
            /** @description The name of the provider that vouches for the member. */
            provider: string;
            /** @description The code that this provider gave the client, good for one sign-in; of the brand's own login its token. */
            code: string;
            /**
             * @description The nonce that the client asked the brand's login for, where it did: the token must name it.
             * @default
             */
            nonce?: string;
        };
        /**
         * Health
         * @description The server answers.
         */
        Health: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /**
             * @description Always `ok`.
             * @enum {unknown}
             */
            status: "ok";
        };
        /**
         * MyHome
         * @description The member's home screen.
         */
        MyHome: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description Everything that the home screen shows. */
            me: components["schemas"]["Home"];
        };
        /**
         * Home
         * @description The whole home screen.
         */
        Home: {
            /** @description The member's id. */
            member: string;
            /**
             * Format: int64
             * @description How many receipts the member has; 0: none yet.
             */
            version: number;
            /** @description The facts that the brand knows of the member. */
            profile: components["schemas"]["Profile"];
            /**
             * Format: int64
             * @description The points held.
             */
            points: number;
            /** @description The points held, and what becomes of them; and those that are still to come, or owed. */
            purse: components["schemas"]["PurseView"];
            /** @description The member's tier; null where there is none, and the programme's stars lead to none. */
            tier: components["schemas"]["TierView"] | null;
            /** @description The tags that rules gave, such as what a form's answers say; the brand's own are in `profile`. */
            tags: components["schemas"]["TagView"][];
            /** @description The coupons held. */
            coupons: components["schemas"]["CouponView"][];
            /** @description Coupons that were used or ended lately, for some days. */
            past_coupons: components["schemas"]["CouponView"][];
            /** @description The redemptions that wait for their cash. */
            unpaid: components["schemas"]["UnpaidView"][];
            /** @description Movements that fell due, by campaign, and are recorded with the member's next action: a coupon ended, a reward came. They are already counted in here. */
            settled: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /** @description Rewards that were earned and are not held yet, by campaign, counted in nowhere: coupons, random fragments and prizes of a limited stock come with the member's next action, these as long as there are any, and then what replaces them; coupons once the record has room for them; and whatever is earned while a campaign is paused, after that. */
            waits: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            /** @description The ways to reach the member, by their names in the programme. */
            channels: {
                [key: string]: components["schemas"]["ChannelView"];
            };
            /** @description The campaigns that are open now, by id; and those closed for good that still owe the member something. */
            campaigns: {
                [key: string]: components["schemas"]["CampaignView"];
            };
            /** @description The token for the links that the member shares: it stands for the member, and tells nobody whom. */
            share: string;
            /** @description The hash by which the words of tiers, channels and tags are read; empty where no programme is published. */
            programme: string;
        };
        /**
         * Profile
         * @description The facts that the brand knows of a member.
         */
        Profile: {
            /** @description The member's tier; empty: none. */
            tier?: string;
            /** @description Labels that the brand has put on the member. */
            tags?: string[];
            /** @description The date of birth, as an ISO date; empty: not known. */
            born?: string;
            /** @description Whether a guardian has consented. */
            guardian?: boolean;
        };
        /**
         * PurseView
         * @description The points of a member.
         */
        PurseView: {
            /**
             * Format: int64
             * @description Points that can be spent now.
             */
            held: number;
            /**
             * Format: int64
             * @description Points that are kept for bills at tills, and for redemptions until their cash is paid.
             */
            on_hold: number;
            /**
             * Format: int64
             * @description Points that were earned and wait for their days.
             */
            pending: number;
            /**
             * Format: int64
             * @description Points that were taken back and were spent already: the next ones pay them. Not 0 only where none are held.
             */
            owed: number;
            /** @description When points end, the nearest first; those that never end are not in it. */
            ends: components["schemas"]["Ending"][];
        };
        /**
         * Ending
         * @description Points that end together.
         */
        Ending: {
            /** @description The last day on which they can be spent, by the programme's calendar: an ISO date. */
            day: string;
            /**
             * Format: int64
             * @description How many.
             */
            n: number;
        };
        /**
         * TierView
         * @description The tier of a member, and the way to the next.
         */
        TierView: {
            /** @description Its name in the programme; empty: none yet. */
            name: string;
            /** @description How long it is sure, epoch ms; null: for ever, or as long as the brand says. */
            until: number | null;
            /** @description The next tier that stars lead to; null where there is none above. */
            next: components["schemas"]["NextTier"] | null;
            /**
             * Format: int64
             * @description All stars that ever came, without those that were taken back.
             */
            stars: number;
        };
        /**
         * NextTier
         * @description The next tier that stars lead to.
         */
        NextTier: {
            /** @description Its name in the programme. */
            name: string;
            /**
             * Format: int64
             * @description The stars that count for it now.
             */
            stars: number;
            /**
             * Format: int64
             * @description The stars from which on the member has it.
             */
            needs: number;
        };
        /**
         * TagView
         * @description A tag that a rule gave to the member.
         */
        TagView: {
            /** @description GROUP/NAME, as in the programme: `skin/dry`. */
            name: string;
            /** @description The last day on which it holds, by the programme's calendar: an ISO date; null: it never ends. */
            until: string | null;
        };
        /**
         * CouponView
         * @description A coupon of the member.
         */
        CouponView: {
            /** @description Unguessable: what the till takes; of a pool's, what its code is read by. */
            code: string;
            /** @description The id of the campaign that gave it. */
            campaign: string;
            /** @description The prize's name. */
            prize: string;
            /**
             * Format: int64
             * @description When it ends, epoch ms; 0: never.
             */
            expires: number;
            /** @description Its terms as the campaign's file had them: `20.00 CNY off 148.00 CNY`; empty where it was given by a release that kept none. */
            terms: string;
            /**
             * @description free: it can be used; held: a till keeps it for a bill; returned: it came back, and can be used; used, ended: it can't be used any more.
             * @enum {unknown}
             */
            state: "ended" | "free" | "held" | "returned" | "used";
            /** @description The pool of a partner's codes that its code is of, to be read by `/v1/me/coupons/{code}/code`; null: it is the shop's own, and `code` is the code. */
            pool: string | null;
        };
        /**
         * UnpaidView
         * @description A redemption that waits for its cash.
         */
        UnpaidView: {
            /** @description The id of its receipt, by which the shop's server pays or undoes it. */
            receipt: string;
            /** @description The campaign's id. */
            campaign: string;
            /** @description The redemption's name. */
            redemption: string;
            /** @description The offer's name. */
            offer: string;
            /** @description The cash that it waits for. */
            cash: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description The points that are kept for it.
             */
            points: number;
            /**
             * Format: int64
             * @description Until when it waits, epoch ms: then points and limits are free again, and another member may take the offer.
             */
            until: number;
        };
        /**
         * ChannelView
         * @description A way to reach the member.
         */
        ChannelView: {
            /** @description The leave that the member gives: `grant` is for one message, `consent` until it is withdrawn; null: none. */
            needs: ("consent" | "grant") | null;
            /**
             * Format: int64
             * @description Messages that the member has allowed and that were not sent yet.
             */
            grants: number;
            /** @description Since when the member has consented, epoch ms; null: not. */
            since: number | null;
        };
        /**
         * CampaignView
         * @description A campaign with the member's part in it.
         */
        CampaignView: {
            /** @description The campaign, as lists show it. */
            card: components["schemas"]["CampaignCard"];
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /** @description When the member opted in, epoch ms; null where the member has not, or need not. */
            joined: number | null;
            /** @description Holdings from this campaign, by asset, without points. */
            has: {
                [key: string]: number;
            };
            /** @description Draws and fragments that were taken back and were not there any more, by asset: the next ones pay them. */
            owed: {
                [key: string]: number;
            };
            /** @description `join` where members have to join it. */
            buttons: {
                [key: string]: components["schemas"]["Button"];
            };
            /** @description Those of the campaign by their names, each as the member sees it. */
            challenges: {
                [key: string]: components["schemas"]["ChallengeView"];
            };
            /** @description Those of the campaign by their names, each as the member sees it. */
            collections: {
                [key: string]: components["schemas"]["CollectionView"];
            };
            /** @description Those of the campaign by their names, each as the member sees it. */
            boxes: {
                [key: string]: components["schemas"]["BoxView"];
            };
            /** @description Those of the campaign by their names, each as the member sees it. */
            redemptions: {
                [key: string]: components["schemas"]["RedemptionView"];
            };
            /** @description Those of the campaign by their names, each as the member sees it. */
            boards: {
                [key: string]: components["schemas"]["BoardView"];
            };
            /** @description Those of the campaign by their names, each as the member sees it. */
            quizzes: {
                [key: string]: components["schemas"]["QuizView"];
            };
            /** @description Those of the campaign by their names, each as the member sees it. */
            forms: {
                [key: string]: components["schemas"]["FormView"];
            };
        };
        /**
         * CampaignCard
         * @description A live campaign in a list.
         */
        CampaignCard: {
            /** @description The campaign's id. */
            id: string;
            /**
             * Format: int64
             * @description When it opens, epoch ms.
             */
            opens: number;
            /**
             * Format: int64
             * @description When it closes, epoch ms.
             */
            closes: number;
            /** @description The version in force, as `NUMBER:HASH`. By its hash the words of the campaign are read. */
            version: string;
            /** @description Whether members have to join it. */
            opt_in: boolean;
            /** @description It counts what members do, and grants it later. */
            paused: boolean;
        };
        /**
         * Button
         * @description A thing that a member may press.
         */
        Button: {
            /** @description Whether the action would be done now, as far as is known. */
            may: boolean;
            /** @description The reason where it would be refused; else null. */
            why_not: components["schemas"]["WhyNot"] | null;
        };
        /**
         * WhyNot
         * @description The refusal that the action would be answered with.
         */
        WhyNot: {
            /** @description Its code, the same as that of the problem. */
            code: string;
            /** @description Its particulars, the same as of the problem: what is missing, which limit, how many are left, when again. */
            params: {
                [key: string]: number | string | string[] | null;
            };
            /** @description When this reason ends by time alone, epoch ms, as far as is known now; null: it does not. */
            changes: number | null;
        };
        /**
         * ChallengeView
         * @description A challenge with the member's progress in this round.
         */
        ChallengeView: {
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /** @description The round that runs now; null while the challenge is closed. */
            round: components["schemas"]["Window"] | null;
            /** @description When a closed challenge opens next, epoch ms; null while it is open, and where it never opens again. */
            next_opens: number | null;
            /** @description The tasks, by their names. */
            tasks: {
                [key: string]: components["schemas"]["TaskView"];
            };
            /**
             * Format: int64
             * @description How many tasks have reached their targets in this round.
             */
            done: number;
            /** @description The rewards for so many tasks done. */
            milestones: components["schemas"]["MilestoneView"][];
            /** @description The reward for all tasks. */
            gives: components["schemas"]["Bag"];
            /** @description Whether all tasks were done in this round. */
            complete: boolean;
        };
        /**
         * TaskView
         * @description A task with the member's progress in this round.
         */
        TaskView: {
            /** @description The type of the event that it listens to. */
            when: string;
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /**
             * Format: int64
             * @description How much is done, in `unit`; of an order's task it may be more than the target, because one may still come back.
             */
            amount: number;
            /**
             * Format: int64
             * @description How much it takes, in `unit`.
             */
            target: number;
            /** @description times, days, streak (days in a row), different (values), thousandths, or a currency such as `CNY`: its minor units. */
            unit: string;
            /** @description Whether it pays again with each further target. */
            each: boolean;
            /**
             * Format: int64
             * @description How often the target was reached in this round.
             */
            times: number;
            /** @description The reward for the target. */
            gives: components["schemas"]["Bag"];
            /** @description The rewards on the way. */
            milestones: components["schemas"]["MilestoneView"][];
            /** @description How missed days are made up; null where they can't be. */
            make_up: components["schemas"]["MakeUpView"] | null;
            /** @description `make_up` where missed days can be made up: the first of those that may be. */
            buttons: {
                [key: string]: components["schemas"]["Button"];
            };
        };
        /**
         * MilestoneView
         * @description A milestone of a task or a challenge.
         */
        MilestoneView: {
            /**
             * Format: int64
             * @description Where it stands: in tasks done, or in the task's own units.
             */
            at: number;
            /** @description The reward. */
            gives: components["schemas"]["Bag"];
            /**
             * Format: int64
             * @description How often it was reached in this round.
             */
            times: number;
        };
        /**
         * MakeUpView
         * @description How missed days of a task are made up.
         */
        MakeUpView: {
            /** @description The days that may be made up now, as ISO dates, the earliest first. */
            days: string[];
            /** @description The price of one day. */
            costs: components["schemas"]["Price"];
            /** @description How many more days the limit allows; null: no limit. */
            left: number | null;
        };
        /**
         * Price
         * @description A bag that members pay.
         */
        Price: {
            /**
             * Format: int64
             * @description Points: `500`, or `500 older than 1 year`, which only takes what was earned so long ago.
             */
            points?: number;
            /**
             * Format: int64
             * @description Stars: they decide the tier, and can't be spent.
             */
            stars?: number;
            /** @description Draws, by box. */
            draws?: {
                [key: string]: number;
            };
            /** @description Fragments, by `COLLECTION/NAME`, or `COLLECTION/random`. */
            fragments?: {
                [key: string]: number;
            };
            /** @description Prizes, by name. */
            prizes?: {
                [key: string]: number;
            };
            /** @description Tags that the member has from then on, as GROUP/NAME: one, or a list. */
            tags?: string[];
            /**
             * Format: int64
             * @description Of points, only those are taken whose month ended at least so many months ago.
             */
            older_than?: number;
            /** @description Of an offer, the cash beside points: `29.00 CNY`. The offer is kept for a quarter of an hour, until the shop's server says that it was paid. Without it, none. */
            cash?: components["schemas"]["Money"] | null;
        };
        /**
         * CollectionView
         * @description A collection as the member sees it.
         */
        CollectionView: {
            /** @description How many of each fragment the member holds, by its name. */
            fragments: {
                [key: string]: number;
            };
            /** @description The name of the fragment that stands in for any other; null where there is none. */
            wildcard: string | null;
            /**
             * Format: int64
             * @description How many of those the member holds.
             */
            wildcards: number;
            /** @description The fragments that the member holds none of. */
            missing: string[];
            /** @description Whether the member may compose it now. */
            can_compose: boolean;
            /** @description How often it may still be composed; null: no limit. */
            left: number | null;
            /** @description The reward for composing it. */
            gives: components["schemas"]["Bag"];
            /** @description The price of one fragment of choice in duplicates; null where none are exchanged. */
            exchange: components["schemas"]["ExchangePrice"] | null;
            /** @description Whether the member may send a fragment now. */
            can_send: boolean;
            /** @description How many the member may still send; 0 where none can be sent, null: no limit. */
            sends_left: number | null;
            /** @description How many the member may still get from others; 0 where none can be sent, null: no limit. */
            receives_left: number | null;
            /** @description `assemble`; `exchange` where duplicates are exchanged, for the fragment held least; `send` where fragments can go: the one held most, to somebody who takes part and has got nothing yet. */
            buttons: {
                [key: string]: components["schemas"]["Button"];
            };
        };
        /**
         * ExchangePrice
         * @description `3 spares` (any beyond the first of each) or `3 alike`: what one fragment of choice costs in duplicates.
         */
        ExchangePrice: {
            /**
             * Format: int64
             * @description How many duplicates.
             */
            count: number;
            /**
             * @description spares: any beyond the first of each; alike: all of one fragment.
             * @enum {unknown}
             */
            kind: "alike" | "spares";
        };
        /**
         * BoxView
         * @description A blind box as the member sees it.
         */
        BoxView: {
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /** @description The window that is open now; null while it is closed. */
            open: components["schemas"]["Window"] | null;
            /** @description When a closed box opens next, epoch ms; null while it is open, and where it never opens again. */
            next_opens: number | null;
            /** @description The cost of one draw. */
            costs: components["schemas"]["Price"];
            /** @description The cost of ten draws at once; null where they are not offered. */
            ten_costs: components["schemas"]["Price"] | null;
            /**
             * Format: int64
             * @description How often the member has ever drawn.
             */
            drawn: number;
            /** @description How many draws the limits still allow; null: no limit. */
            left: number | null;
            /** @description The guarantees, in the file's order. */
            guarantees: components["schemas"]["GuaranteeView"][];
            /** @description The age in full years from which members may draw; null: any. */
            min_age: number | null;
            /** @description The age in full years under which a guardian must have consented; null: no consent is needed. */
            guardian_under: number | null;
            /** @description `draw`; `draw_ten` where ten draws at once are offered. */
            buttons: {
                [key: string]: components["schemas"]["Button"];
            };
        };
        /**
         * GuaranteeView
         * @description How near one guarantee is.
         */
        GuaranteeView: {
            /** @description The prizes of which one is guaranteed. */
            of: string[];
            /** @description One of them, or one that the odds page calls unchanged, comes at the latest with that draw from now; null: no draw is certain. */
            in_draws: number | null;
            /** @description The featured prize, where the next of these must be that; else null. */
            owed: string | null;
        };
        /**
         * RedemptionView
         * @description A redemption as the member sees it.
         */
        RedemptionView: {
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /** @description The window that is open now; null while it is closed. */
            open: components["schemas"]["Window"] | null;
            /** @description When its next window opens, epoch ms; null where none comes. */
            next_opens: number | null;
            /** @description How often the member may still redeem its offers; null: no limit. */
            left: number | null;
            /** @description The offers, by their names. */
            offers: {
                [key: string]: components["schemas"]["OfferView"];
            };
        };
        /**
         * OfferView
         * @description An offer as the member sees it.
         */
        OfferView: {
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /** @description The offer's own window, within the redemption's; null while it is closed. */
            open: components["schemas"]["Window"] | null;
            /** @description The cost of redeeming it once. */
            costs: components["schemas"]["Price"];
            /** @description The things that it gives. */
            gives: components["schemas"]["Bag"];
            /** @description How often everybody together may redeem it; null: no limit. */
            stock: number | null;
            /** @description How often everybody together still may, at most, as far as this server has seen; null: not known, or no limit. */
            stock_left: number | null;
            /** @description How often the member may still redeem it; null: no limit. */
            left: number | null;
            /** @description `redeem`. */
            buttons: {
                [key: string]: components["schemas"]["Button"];
            };
        };
        /**
         * BoardView
         * @description A board as the member sees it.
         */
        BoardView: {
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /** @description The type of the event that it listens to. */
            when: string;
            /**
             * @description count (of events), sum, or best (the largest single one).
             * @enum {string}
             */
            measure: "count" | "sum" | "best";
            /** @description The unit of scores: times, thousandths, or a currency such as `CNY`: its minor units. */
            unit: string;
            /** @description The id of the ranking that counts now, or of the only one; null while none does. */
            window: string | null;
            /** @description When that ranking counts; null while the board is closed. */
            open: components["schemas"]["Window"] | null;
            /**
             * Format: int64
             * @description The member's own score in that ranking, live.
             */
            score: number;
            /** @description The places that are paid, the best first. */
            places: components["schemas"]["PlaceView"][];
        };
        /**
         * PlaceView
         * @description Some places of a board that are paid.
         */
        PlaceView: {
            /**
             * Format: int64
             * @description The best of these places, from 1.
             */
            first: number;
            /**
             * Format: int64
             * @description The last of them.
             */
            last: number;
            /** @description The reward of each of them. */
            gives: components["schemas"]["Bag"];
        };
        /**
         * QuizView
         * @description A quiz as the member sees it.
         */
        QuizView: {
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /** @description The window that is open now; null while it is closed. */
            open: components["schemas"]["Window"] | null;
            /** @description When its next window opens, epoch ms; null where none comes. */
            next_opens: number | null;
            /**
             * Format: int64
             * @description How often each question may be answered.
             */
            tries: number;
            /** @description The question that is asked, or was the last one; null while it is closed, for others, or where none is asked. */
            question: components["schemas"]["QuestionView"] | null;
            /** @description `answer`: to the question that is asked. */
            buttons: {
                [key: string]: components["schemas"]["Button"];
            };
        };
        /**
         * QuestionView
         * @description A question as the member sees it.
         */
        QuestionView: {
            /** @description Its name, or its date: what an answer names. */
            name: string;
            /** @description The text to show, or one by locale. */
            ask: string | {
                [key: string]: string;
            };
            /** @description The texts of the options by their names, in the order to show them. */
            options: {
                [key: string]: string | {
                    [key: string]: string;
                };
            };
            /**
             * @description asked: it may be answered; right: it was answered right; wrong: no try is left.
             * @enum {unknown}
             */
            state: "asked" | "right" | "wrong";
            /**
             * Format: int64
             * @description How often the member may still answer it.
             */
            left: number;
            /** @description The name of the right option; null while the question is asked. */
            answer: string | null;
        };
        /**
         * FormView
         * @description A form as the member sees it.
         */
        FormView: {
            /** @description Whether the member belongs to those whom it is for. */
            for_me: boolean;
            /** @description The window that is open now; null while it is closed. */
            open: components["schemas"]["Window"] | null;
            /** @description When its next window opens, epoch ms; null where none comes. */
            next_opens: number | null;
            /**
             * Format: int64
             * @description How often the member sent it; the last answers hold.
             */
            sent: number;
            /** @description The questions by their names, in the order to show them. */
            asks: {
                [key: string]: components["schemas"]["FormAskView"];
            };
            /** @description `fill`: with answers as the questions take them. */
            buttons: {
                [key: string]: components["schemas"]["Button"];
            };
        };
        /**
         * FormAskView
         * @description One question of a form.
         */
        FormAskView: {
            /** @description The text to show, or one by locale. */
            ask: string | {
                [key: string]: string;
            };
            /** @description The texts of the options by their names, in the order to show them; empty: a text is asked for. */
            options: {
                [key: string]: string | {
                    [key: string]: string;
                };
            };
            /**
             * Format: int64
             * @description How many options are chosen at least.
             */
            least: number;
            /**
             * Format: int64
             * @description How many options may be chosen.
             */
            most: number;
            /** @description How many characters the text may have; null where there are options. */
            text: number | null;
            /** @description Whether it has to be answered. */
            needed: boolean;
        };
        /**
         * MyReceipts
         * @description A page of the member's receipts.
         */
        MyReceipts: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The newest first. */
            receipts: components["schemas"]["Receipt"][];
            /** @description The `before` of the next page; null on the last. */
            before: string | null;
        };
        /**
         * CampaignList
         * @description All live campaigns.
         */
        CampaignList: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The next to close first. */
            campaigns: components["schemas"]["CampaignCard"][];
        };
        /**
         * OneCampaign
         * @description One campaign as the member sees it.
         */
        OneCampaign: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The campaign, with the member's part in it. */
            campaign: components["schemas"]["CampaignView"];
        };
        /**
         * PublishedRules
         * @description The rules of a campaign.
         */
        PublishedRules: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The rules of the version in force, or of the one that was asked for. */
            rules: components["schemas"]["RulesView"];
        };
        /**
         * RulesView
         * @description The rules of one version.
         */
        RulesView: {
            /** @description The campaign's id. */
            campaign: string;
            /** @description The version, as `NUMBER:HASH`. */
            version: string;
            /**
             * Format: int64
             * @description The moment from which it was in force, epoch ms.
             */
            since: number;
            /** @description The moment at which another took its place, epoch ms; null where none has. */
            until: number | null;
            /** @description The version of the programme that the sentences speak of, as `NUMBER:HASH`; null where there is none. */
            programme: string | null;
            /** @description The language of the sentences: the one that was asked for, or the nearest that there is. */
            locale: string;
            /** @description The rules in sentences: of the campaign, of each block, and of the programme around it. */
            sections: components["schemas"]["Section"][];
            /** @description The campaign's file as its managers wrote it, without what is theirs alone: its budget, the crowd, and the questions of quizzes, which are shown when they are asked. */
            file: {
                [key: string]: unknown;
            };
        };
        /**
         * Section
         * @description The rules of one block, in sentences.
         */
        Section: {
            /** @description The block, as receipts name it; empty: the campaign; of the programme `points`, `orders` or `tiers/NAME`. */
            about: string;
            /** @description Its title in the language of the sentences, or its name where it has none. */
            title: string;
            /** @description The sentences, in the order in which they are to be read; none where it is only the heading of those inside. */
            sentences: string[];
        };
        /**
         * Odds
         * @description The published odds of a block.
         */
        Odds: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The odds of the version in force, or of the one that was asked for. */
            odds: components["schemas"]["OddsView"];
        };
        /**
         * OddsView
         * @description The published odds of one block.
         */
        OddsView: {
            /** @description The campaign's id. */
            campaign: string;
            /** @description The block: `blind_boxes/NAME` or `collections/NAME`. */
            of: string;
            /** @description The version whose odds they are, as `NUMBER:HASH`. */
            version: string;
            /** @description By the name of the prize or fragment: the published ones, and then those that may take their place. */
            rows: {
                [key: string]: components["schemas"]["RowView"];
            };
            /** @description The guarantees, in the file's order. */
            guarantees: components["schemas"]["GuaranteeTerms"][];
            /** @description How often one member may draw; empty: no limit. */
            limits: components["schemas"]["Limit"][];
            /** @description The SHA-256 of the seed, published before the first draw. */
            commitment: string;
            /** @description The seed in hex, after the final close; null before. */
            seed: string | null;
        };
        /**
         * RowView
         * @description One row; chances are percentages as decimals, rounded to twelve digits after the point.
         */
        RowView: {
            /** @description The published chance, as a fraction: `1/144`. */
            exact: string;
            /** @description The chance in the file. */
            published: string;
            /** @description A draw's chance at the present stock, before any guarantee; that of a prize that is gone counts to what replaces it. */
            in_force: string;
            /** @description The share over many draws with the guarantees, at unlimited stock and before the members' limits of prizes. */
            long_run: string;
            /**
             * @description coupon, gift, badge, points, draws, fragments, pool, nothing, or a single fragment.
             * @enum {string}
             */
            kind?: "coupon" | "gift" | "badge" | "points" | "draws" | "fragments" | "pool" | "nothing" | "fragment";
            /** @description The worth of one; null where the file does not say. */
            value?: components["schemas"]["Money"] | null;
            /** @description Units for everybody together; null: no limit, or the codes of a pool. */
            stock?: number | null;
            /** @description Units of the stock, or codes of the pool, that are left; null: no limit. */
            left?: number | null;
            /** @description How many one member may get; empty: any number. */
            limits?: components["schemas"]["Limit"][];
            /** @description The member's draw in this box from which on it can be won; null: the first. */
            first_draw?: number | null;
            /** @description The prize that replaces it once it is gone, or the member's limit is reached, or before its first draw; null where none does. */
            when_out?: string | null;
        };
        /**
         * Limit
         * @description `3 a day`: how often one member may.
         */
        Limit: {
            /**
             * Format: int64
             * @description How often.
             */
            count: number;
            /**
             * @description The period within which it is counted.
             * @enum {unknown}
             */
            per: "campaign" | "day" | "month" | "round" | "week" | "window" | "year";
        };
        /**
         * GuaranteeTerms
         * @description The terms of one guarantee.
         */
        GuaranteeTerms: {
            /** @description The rows of which one is guaranteed. */
            of: string[];
            /** @description One comes at the latest with this draw; null: no draw is certain. */
            within?: number | null;
            /** @description The draw from which the chance grows; null: it does not. */
            ramp_from?: number | null;
            /** @description Percentage that each draw from there on adds; null: none. */
            ramp_step?: string | null;
            /** @description The row that comes at the latest with the second hit; null where none is featured. */
            featured?: string | null;
            /** @description The rows whose chance it leaves as it is. */
            unchanged?: string[];
        };
        /**
         * CampaignWords
         * @description The words and pictures that members see of one version of a campaign.
         */
        CampaignWords: {
            /** @description The campaign's id. */
            campaign: string;
            /** @description The version, as `NUMBER:HASH`. */
            version: string;
            /** @description The words of each block by the path of its names, as receipts say in `why`: `challenges/spend/buy`, `collections/outfit/hem`; the campaign's own under the empty text. What a quiz asks is told as it is asked. */
            blocks: {
                [key: string]: components["schemas"]["BlockWords"];
            };
            /** @description The prizes by their names. */
            prizes: {
                [key: string]: components["schemas"]["PrizeWords"];
            };
        };
        /**
         * BlockWords
         * @description The words of one block.
         */
        BlockWords: {
            /** @description The name to show, or one by locale; null where the file gives none. */
            title: string | {
                [key: string]: string;
            } | null;
            /** @description A sentence or two below it, likewise; null where the file gives none. */
            text: string | {
                [key: string]: string;
            } | null;
            /** @description The address of its picture; null where the file gives none. */
            image: string | null;
            /** @description All that the file tells front ends beside, as it is; empty where it tells nothing. */
            extra: {
                [key: string]: string | number | boolean;
            };
        };
        /**
         * PrizeWords
         * @description The words of a prize, and what it is.
         */
        PrizeWords: {
            /** @description The name to show, or one by locale; null where the file gives none. */
            title: string | {
                [key: string]: string;
            } | null;
            /** @description A sentence or two below it, likewise; null where the file gives none. */
            text: string | {
                [key: string]: string;
            } | null;
            /** @description The address of its picture; null where the file gives none. */
            image: string | null;
            /** @description All that the file tells front ends beside, as it is; empty where it tells nothing. */
            extra: {
                [key: string]: string | number | boolean;
            };
            /**
             * @description coupon, gift, badge, points, draws, fragments, pool, or nothing.
             * @enum {string}
             */
            kind: "coupon" | "gift" | "badge" | "points" | "draws" | "fragments" | "pool" | "nothing";
            /** @description The worth of one; null where the file does not say. */
            value: components["schemas"]["Money"] | null;
            /** @description The terms of a coupon, `20.00 CNY off 148.00 CNY`; null: it is none. */
            coupon: string | null;
            /**
             * Format: int64
             * @description Points that come in its place; 0: none.
             */
            points: number;
            /** @description Draws that come in its place, by box. */
            draws: {
                [key: string]: number;
            };
            /** @description Fragments that come in its place, as COLLECTION/NAME, or COLLECTION/random. */
            fragments: {
                [key: string]: number;
            };
            /** @description The shop's name of the thing; null: it is none. */
            gift: string | null;
            /** @description The name of the badge; null: it is none. */
            badge: string | null;
            /** @description The pool of a partner's codes that it is one of; null: it is none. */
            pool: string | null;
            /** @description How long it is good, as the file has it: `30 days`, `end of month`; null: it does not say. */
            valid: string | null;
        };
        /**
         * ProgrammeWords
         * @description The words and pictures that members see of one version of the programme.
         */
        ProgrammeWords: {
            /** @description The hash of the version. */
            hash: string;
            /** @description The words of each tier, channel and tag by the path of its names: `tiers/gold`, `channels/mini`, `tags/skin/dry`. */
            blocks: {
                [key: string]: components["schemas"]["BlockWords"];
            };
        };
        /**
         * Acted
         * @description The answer to a member's own action.
         */
        Acted: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The record of the action, the same for every request with this key; null where it changed nothing. */
            receipt: components["schemas"]["Receipt"] | null;
            /** @description The change of the home screen, where `Prefer: return=representation` asked for it; null where nobody knows it, of a replay: read the home screen. */
            home?: components["schemas"]["HomeChange"] | null;
        };
        /**
         * HomeChange
         * @description The home screen's change by an action.
         */
        HomeChange: {
            /**
             * Format: int64
             * @description The `version` of the home screen to which the patch belongs: whoever has another one reads it anew.
             */
            from: number;
            /** @description A JSON merge patch (RFC 7396) of `me`. It can't say null: what becomes null is taken out of `me`. */
            patch: {
                [key: string]: unknown;
            };
        };
        /**
         * NoBody
         * @description A body without fields: the path says everything.
         */
        NoBody: Record<string, never>;
        /**
         * MakeUpDayBody
         * @description Make up a day that was missed of a task of days in a row.
         */
        MakeUpDayBody: {
            /** @description The day, as an ISO date of the campaign's calendar. */
            date: string;
        };
        /**
         * ExchangeBody
         * @description Turn duplicates into one fragment of choice.
         */
        ExchangeBody: {
            /** @description The name of the fragment that the member gets. */
            fragment: string;
        };
        /**
         * SendBody
         * @description Give one fragment to another member.
         */
        SendBody: {
            /** @description The name of the fragment that is sent. */
            fragment: string;
            /** @description The id of the member who gets it. */
            to: string;
        };
        /**
         * DrawBody
         * @description Draw once, or ten times in one action.
         */
        DrawBody: {
            /**
             * @description How many draws: one, or ten at once.
             * @default 1
             * @enum {unknown}
             */
            times?: 1 | 10;
        };
        /**
         * AnswerBody
         * @description Answer the question of a quiz.
         */
        AnswerBody: {
            /** @description The name of the option that is chosen. */
            option: string;
            /**
             * @description The name of the question that is answered, as the home screen shows it; left out, the one that is asked now.
             * @default null
             */
            question?: string | null;
        };
        /**
         * FillBody
         * @description Send a form: an answer to each question, the name of an option, a list of names, or a text.
         */
        FillBody: {
            /** @description The answers by question: {"skin": "a", "likes": ["s", "n"], "words": "Nothing more"}. */
            answers: {
                [key: string]: string | string[];
            };
        };
        /**
         * EventBody
         * @description An event that the member's own client saw; it happened now.
         */
        EventBody: {
            /** @description The type of the event, as the programme declares it: `member.checked_in`. */
            type: string;
            /**
             * @description The fields that the type declares, by their names.
             * @default {}
             */
            data?: {
                [key: string]: string | number | boolean | (string | number | null)[] | null;
            };
        };
        /**
         * ClaimBody
         * @description An order that the member claims: its number, and what else the programme asks for.
         */
        ClaimBody: {
            /**
             * @description The type of event by which the programme lets orders be claimed.
             * @default order.claimed
             */
            type?: string;
            /** @description The fields that the type declares, by their names. */
            data: {
                [key: string]: string | number | boolean | (string | number | null)[] | null;
            };
        };
        /**
         * ConsentBody
         * @description A member's will about one channel.
         */
        ConsentBody: {
            /** @description The channel, as the programme names it: one that needs consent. */
            channel: string;
            /** @description Whether the member wants to be reached by it; false withdraws what was given. */
            given: boolean;
        };
        /**
         * BornBody
         * @description A member's date of birth.
         */
        BornBody: {
            /** @description The day, as an ISO date. */
            born: string;
        };
        /**
         * MyPlace
         * @description The member's place on a board.
         */
        MyPlace: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The ranking, as the member sees it. */
            board: components["schemas"]["BoardStanding"];
        };
        /**
         * BoardStanding
         * @description A ranking as the member sees it.
         */
        BoardStanding: {
            /** @description The id of the ranking's window. */
            window: string;
            /**
             * Format: int64
             * @description From when events count, epoch ms.
             */
            opens: number;
            /**
             * Format: int64
             * @description The first moment that counts no longer, epoch ms.
             */
            closes: number;
            /**
             * Format: int64
             * @description The member's own score, live; of a ranking that is over, the final one.
             */
            score: number;
            /** @description The moment that ranks are of, epoch ms; null: nothing was ranked yet. */
            as_of: number | null;
            /** @description Whether the ranking is frozen: nothing changes it any more, but that somebody is struck off. */
            final: boolean;
            /** @description Whether its places are paid. */
            paid: boolean;
            /**
             * Format: int64
             * @description How many are ranked.
             */
            entries: number;
            /** @description The member's rank as of then; null: none. */
            rank: number | null;
            /** @description Whether others with the same score have the same rank: below the places that are told apart. */
            shared: boolean;
            /** @description The next higher score that somebody has, where the member is below those told apart; else null. */
            next_above: number | null;
            /** @description The places around the member's own, which is among them; empty below those told apart. */
            near: components["schemas"]["BoardPlace"][];
            /** @description The next better places that are paid; null where there are none, where only the next picture tells, and once the ranking is frozen. */
            next_prize: components["schemas"]["NextPrize"] | null;
            /** @description The first places, as many as were asked for. */
            first: components["schemas"]["BoardPlace"][];
        };
        /**
         * BoardPlace
         * @description One place of a ranking.
         */
        BoardPlace: {
            /**
             * Format: int64
             * @description The rank, from 1.
             */
            rank: number;
            /** @description Who has it, by the member's id. */
            member: string;
            /**
             * Format: int64
             * @description The score.
             */
            score: number;
            /**
             * Format: int64
             * @description When it was reached, epoch ms: of equal scores the earlier one stands above.
             */
            at: number;
        };
        /**
         * NextPrize
         * @description The next better places that are paid.
         */
        NextPrize: {
            /**
             * Format: int64
             * @description The last of these places.
             */
            rank: number;
            /** @description The reward of each of them. */
            gives: components["schemas"]["Bag"];
            /**
             * Format: int64
             * @description How much more it takes than the member has, as of the picture.
             */
            lacks: number;
        };
        /**
         * MyPass
         * @description A member's pass for a till.
         */
        MyPass: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The text of the QR code. */
            pass: string;
            /**
             * Format: int64
             * @description When it ends, epoch ms: show another one then.
             */
            expires: number;
        };
        /**
         * CouponCode
         * @description The code of a coupon.
         */
        CouponCode: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The code to show where it is used: the partner's; of a coupon of the shop's own, its code. */
            code: string;
        };
        /**
         * MyPrizes
         * @description All that the member has won.
         */
        MyPrizes: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description Coupons, then gifts, then badges. */
            prizes: components["schemas"]["WonPrize"][];
        };
        /**
         * WonPrize
         * @description Prizes of one kind in one state.
         */
        WonPrize: {
            /** @description A coupon's code; of everything else `CAMPAIGN/PRIZE`, by which an address is given. */
            id: string;
            /** @description The id of the campaign that gave it. */
            campaign: string;
            /** @description The prize's name. */
            prize: string;
            /**
             * @description held: a badge, or a coupon that can be used or is kept for a bill; used, ended: a coupon, for some days; to_send: a gift that was not sent or handed over yet; sent: a gift that was.
             * @enum {unknown}
             */
            state: "ended" | "held" | "sent" | "to_send" | "used";
            /**
             * Format: int64
             * @description How many.
             */
            n: number;
            /**
             * Format: int64
             * @description When it ends, epoch ms; 0: never.
             */
            expires: number;
            /** @description Of a coupon: its terms as the campaign's file had them, `20.00 CNY off 148.00 CNY`; else empty. */
            terms: string;
            /** @description Whether the member has said where to send it. */
            addressed: boolean;
            /** @description The words that say what it is; null where its campaign has it no more. */
            about: components["schemas"]["PrizeWords"] | null;
        };
        /**
         * AddressKept
         * @description The address of a gift.
         */
        AddressKept: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description The postal address. */
            address: components["schemas"]["Address"];
        };
        /**
         * Address
         * @description A postal address.
         */
        Address: {
            /** @description Who receives it. */
            name: string;
            /** @description The number that the carrier calls. */
            phone: string;
            /** @description The street, the number and the floor, as they are written on the parcel. */
            lines: string[];
            /** @description The district of the city; empty: none. */
            district: string;
            /** @description The city. */
            city: string;
            /** @description The province or state; empty: none. */
            region: string;
            /** @description The postal code; empty: none. */
            postcode: string;
            /** @description The country, by ISO 3166: `CN`. */
            country: string;
        };
        /**
         * AddressBody
         * @description Where a gift is to be sent.
         */
        AddressBody: {
            /** @description The postal address. */
            address: components["schemas"]["Address"];
        };
        /**
         * MemberData
         * @description A page of all that is kept of a member.
         */
        MemberData: {
            /**
             * Format: int64
             * @description The service's time, epoch ms: a countdown by it does not trust the phone's clock.
             */
            server_time: number;
            /** @description Whose receipts these are: the member's id; on the last pages that of a record that the member absorbed. */
            member: string;
            /** @description The data beside receipts; null but on the first page of each record. */
            known: components["schemas"]["Known"] | null;
            /**
             * Format: int64
             * @description How many receipts were ever written.
             */
            numbered: number;
            /** @description Receipts as they were answered, in no order. */
            receipts: components["schemas"]["Receipt"][];
            /** @description The claims that these receipts made over all members. */
            claims: components["schemas"]["Claimed"][];
            /** @description The orders that counted for the member, or that the member waits for, as far as these receipts are about them. */
            orders: components["schemas"]["OwnOrder"][];
            /** @description The `after` of the next page; null on the last. */
            after: string | null;
        };
        /**
         * Known
         * @description The data beside receipts.
         */
        Known: {
            /** @description The member's document. */
            record: {
                [key: string]: unknown;
            };
            /** @description The identities that lead to the member. */
            identities: components["schemas"]["KnownAs"][];
            /** @description By campaign, what a closed one left. */
            archives: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** @description Which manager took out or erased the data. */
            disclosures: components["schemas"]["Disclosure"][];
            /** @description Where gifts are to be sent, by `CAMPAIGN/PRIZE`. */
            addresses: {
                [key: string]: components["schemas"]["Address"];
            };
            /** @description Corrections that managers made, or proposed. */
            adjustments: components["schemas"]["Adjustment"][];
        };
        /**
         * KnownAs
         * @description An identity that leads to the member.
         */
        KnownAs: {
            /** @description The name of the provider that vouches for the identity. */
            provider: string;
            /** @description The provider's id of the person. */
            subject: string;
            /**
             * Format: int64
             * @description Since when, epoch ms.
             */
            at: number;
        };
        /**
         * Disclosure
         * @description An export or an erasure of a member's data by a manager.
         */
        Disclosure: {
            /**
             * Format: int64
             * @description Epoch ms.
             */
            at: number;
            /**
             * @description The action on the data.
             * @enum {unknown}
             */
            does: "erase" | "export";
            /** @description The manager's name. */
            by: string;
        };
        /**
         * Adjustment
         * @description One adjustment.
         */
        Adjustment: {
            /** @description Its id. */
            id: string;
            /** @description The member's id. */
            member: string;
            /** @description The movements, all of them or none. */
            moves: components["schemas"]["Correction"][];
            /** @description Why, in words that the member may read. */
            reason: string;
            /** @description The manager who proposed it. */
            by: string;
            /**
             * Format: int64
             * @description When it was proposed, epoch ms.
             */
            at: number;
            /**
             * @description How far it is.
             * @enum {unknown}
             */
            state: "approving" | "declined" | "done" | "refused" | "waiting";
            /** @description The manager who approved or declined it. */
            second: string;
            /**
             * Format: int64
             * @description When that was, epoch ms; 0: not yet.
             */
            decided: number;
            /** @description The code with which it was refused, where it was. */
            code: string;
            /** @description The id of the record that is to be merged into the member's, and nothing else moves; empty: none. */
            absorbs: string;
        };
        /**
         * Correction
         * @description One movement that managers made by hand.
         */
        Correction: {
            /** @description `points`, `stars`, `draws/BOX` or `fragments/COLLECTION/NAME`. */
            asset: string;
            /**
             * Format: int64
             * @description How many: positive is given to the member, negative is taken.
             */
            n: number;
            /** @description The campaign of draws and fragments; empty for points and stars, which are the programme's. */
            campaign: string;
        };
        /**
         * Claimed
         * @description A claim of the member, such as an order number, which no other member can make any more.
         */
        Claimed: {
            /** @description The claimed value: the event type and its field. */
            kind: string;
            /** @description The value, which only one member can claim. */
            value: string;
            /** @description The id of the receipt that claimed it. */
            receipt: string;
        };
        /**
         * OwnOrder
         * @description An order that counted for the member, or that the member waits for.
         */
        OwnOrder: {
            /** @description The event type and its fields. */
            kind: string;
            /** @description The values by which it is known. */
            value: string;
            /**
             * Format: int64
             * @description When it was paid, epoch ms; 0: it has not come yet.
             */
            paid: number;
            /**
             * Format: int64
             * @description The amount, in minor units of the currency.
             */
            minor: number;
            /** @description The currency. */
            currency: string;
            /** @description The refunds by their ids, in minor units. */
            refunds: {
                [key: string]: number;
            };
            /** @description How long the member waits for it, epoch ms; null: it counted. */
            waits_until: number | null;
        };
        /**
         * Problem
         * @description RFC 9457 problem details.
         */
        Problem: {
            /** @description `urn:tessera:problem:` and the code */
            type: string;
            /** @description the problem in some words */
            title: string;
            /**
             * Format: int64
             * @description The HTTP status.
             */
            status: number;
            /** @description stable: what a program decides by */
            code: string;
            /** @description The next step, for people: of members' routes in a language that the header Accept-Language asks for. */
            detail: string;
            /** @description The particulars, by name, for programs that say it otherwise: `has` and `needs` of an `asset`, a `limit` with `left` and `again`, `opens`, `min_age`. Moments are epoch ms. */
            params?: {
                [key: string]: number | string | string[] | null;
            };
            /**
             * Format: int64
             * @description epoch milliseconds
             */
            server_time: number;
            /** @description Seconds to wait before the request is sent again; comes with the code `busy`. */
            retry_after?: number | null;
            /** @description When the window opens next, epoch ms; comes with the code `window_closed`. */
            opens?: number | null;
            /** @description The findings about a version, by campaign; comes with those that can't be published. */
            findings?: {
                [key: string]: components["schemas"]["Finding"][];
            } | null;
        };
        /**
         * Finding
         * @description One finding.
         */
        Finding: {
            /** @description Where in the file: keys and positions in lists, from the root. */
            path: (string | number)[];
            /**
             * @description An error refuses the file, a warning asks to look at it.
             * @enum {unknown}
             */
            level: "error" | "note" | "warning";
            /** @description Stable, in kebab-case. */
            code: string;
            /** @description The fault, and the text that would be right. */
            message: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    add_id: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddIdBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the answer that the client has: a 304 where it has not moved. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description To be sent along as `If-None-Match`: whoever has this answer is spared its body. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyHome"];
                };
            };
            /** @description The client has it already. */
            304: {
                headers: {
                    /** @description To be sent along as `If-None-Match`: whoever has this answer is spared its body. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    my_receipts: {
        parameters: {
            query?: {
                /** @description The page after this one: `before` of its answer, with the same other parameters. */
                before?: string;
                /** @description Only receipts of this action, as receipts name it. */
                does?: "absorbed" | "adjust" | "answer" | "award" | "cancel" | "claimed" | "compose" | "consent" | "draw" | "enrol" | "erase" | "event" | "exchange" | "fill" | "gift_sent" | "hold" | "import" | "join" | "link" | "make_up" | "merged" | "pay" | "pay_cash" | "receive" | "redeem" | "send" | "settle" | "tell_born" | "touch" | "undo" | "update";
                /** @description Only receipts of this campaign: what was asked of it, or moved in it. */
                campaign?: string;
                /** @description How many at most; left out, 16. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyReceipts"];
                };
            };
        };
    };
    campaigns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignList"];
                };
            };
        };
    };
    campaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneCampaign"];
                };
            };
        };
    };
    rules: {
        parameters: {
            query?: {
                /** @description A version that is in force or was, as its number, its hash, or `NUMBER:HASH`; left out, the one in force. */
                version?: string;
                /** @description The language of the sentences: `en` or `zh-CN`. The nearest that there is; left out, `en`. */
                locale?: string;
            };
            header?: never;
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedRules"];
                };
            };
        };
    };
    collection_odds: {
        parameters: {
            query?: {
                /** @description A version that is in force or was, as its number, its hash, or `NUMBER:HASH`; left out, the one in force. */
                version?: string;
            };
            header?: never;
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The collection, by its id or name as answers have it. */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Odds"];
                };
            };
        };
    };
    box_odds: {
        parameters: {
            query?: {
                /** @description A version that is in force or was, as its number, its hash, or `NUMBER:HASH`; left out, the one in force. */
                version?: string;
            };
            header?: never;
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The box, by its id or name as answers have it. */
                box: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Odds"];
                };
            };
        };
    };
    campaign_words: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The hash, by its id or name as answers have it. */
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignWords"];
                };
            };
        };
    };
    programme_words: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The hash, by its id or name as answers have it. */
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeWords"];
                };
            };
        };
    };
    join: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    make_up: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The challenge, by its id or name as answers have it. */
                challenge: string;
                /** @description The task, by its id or name as answers have it. */
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeUpDayBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    compose: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The collection, by its id or name as answers have it. */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    exchange: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The collection, by its id or name as answers have it. */
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExchangeBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    send: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The collection, by its id or name as answers have it. */
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    draw: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The box, by its id or name as answers have it. */
                box: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DrawBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    redeem: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The redemption, by its id or name as answers have it. */
                redemption: string;
                /** @description The offer, by its id or name as answers have it. */
                offer: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    answer: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The quiz, by its id or name as answers have it. */
                quiz: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    fill: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The form, by its id or name as answers have it. */
                form: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FillBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    report_event: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    claim_order: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    consent: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
                /** @description `return=representation`: the answer brings the change of the home screen along, as `home`. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    /** @description Present where the answer brings `home` along, as was preferred. */
                    "Preference-Applied"?: "return=representation";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acted"];
                };
            };
        };
    };
    tell_born: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each new action, the same for each retry of it: the answer is then the recorded one. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BornBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Present where the receipt was recorded by an earlier request with this key. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    board: {
        parameters: {
            query?: {
                /** @description The id of a ranking; left out, the one that counts now, or the last one. */
                window?: string;
                /** @description How many of the first places: 10 where it is left out, 1,000 at most. */
                first?: number;
            };
            header?: never;
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The board, by its id or name as answers have it. */
                board: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyPlace"];
                };
            };
        };
    };
    my_pass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyPass"];
                };
            };
        };
    };
    coupon_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The coupon, by its id or name as answers have it. */
                coupon: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponCode"];
                };
            };
        };
    };
    my_prizes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyPrizes"];
                };
            };
        };
    };
    send_prize_to: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The campaign, by its id or name as answers have it. */
                campaign: string;
                /** @description The prize, by its id or name as answers have it. */
                prize: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressBody"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressKept"];
                };
            };
        };
    };
    my_export: {
        parameters: {
            query?: {
                /** @description The page after this one: `after` of its answer. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberData"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    openapi_member: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    openapi_shop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    openapi_manager: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
}
