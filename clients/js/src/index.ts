export {Tessera} from './client.ts'
export type {
  ActionBody,
  ActionPath,
  Done,
  Options,
  ReadAnswer,
  ReadPath,
  Resumed,
  ToldAnswer,
  ToldPath,
} from './client.ts'
export {Refusal, Unanswered} from './errors.ts'
export type {Problem} from './errors.ts'
export {browser} from './fetch.ts'
export {alipay, douyin, wechat} from './mini.ts'
export {merged} from './me.ts'
export type {Me} from './me.ts'
export {memory} from './platform.ts'
export type {Got, Platform, Sent, SignIn, Store} from './platform.ts'
export type {components, paths} from './schema.ts'
export {verify} from './verify.ts'
export type {Drawn, OddsPage, Terms, Verdict} from './verify.ts'
export type {Receipt, Wish} from './wishes.ts'
export {say} from './words.ts'
export type {BlockWords, CampaignWords, Money, PrizeWords, ProgrammeWords, Title} from './words.ts'
