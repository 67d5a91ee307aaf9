// A pack of aid beside the usual ones of the tests: a fund, and help of several kinds that have ceilings, exclude each other, pass
// through different hands and want papers.
#pragma once

#include <string_view>

namespace niangjia::testing_support {

inline constexpr std::string_view aid_pack = R"(programme: aid
name: {zh: 救助, en: Aid}
keeper: family
records:
  fund:
    name: {zh: 资金, en: Fund}
    kind: project
    title: "{name}"
    fields:
      name: {type: text, name: {zh: 名称, en: Name}, required: true}
    workflow:
      create: {name: {zh: 设立, en: Open}, by: [keeper, township-chair, village-head], to: open, posts: {open: money}}
      states:
        open:
          name: {zh: 使用中, en: Open}
          actions:
            close: {name: {zh: 停用, en: Close}, by: [keeper], to: closed}
            drop:  {name: {zh: 作废, en: Void}, by: [keeper], to: gone}
        closed: {name: {zh: 已停用, en: Closed}, closed: true}
        gone:   {name: {zh: 已作废, en: Void}, closed: true, void: true}
  grant:
    name: {zh: 助困金, en: Grant}
    kind: aid
    levels: [village]
    subject: person
    title: "{subject}{year}年助困金"
    fields:
      year:   {type: year, name: {zh: 年度, en: Year}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}}
      fund:   {type: record, of: aid.fund, name: {zh: 资金, en: Fund}}
    ceilings:
      - {per: subject, year: year, sum: amount, at-most: 5000元}
      - {per: township, year: year, at-most: 3}
    workflow:
      create: {name: {zh: 申报, en: Propose}, by: [village-head, keeper], to: proposed}
      states:
        proposed:
          name: {zh: 已申报, en: Proposed}
          actions:
            approve: {name: {zh: 审核, en: Approve}, by: [township-chair, village-head], to: approved, takes: [amount], unlike: [create]}
            refuse:  {name: {zh: 退回, en: Refuse}, by: [township-chair], to: refused}
        approved:
          name: {zh: 已审核, en: Approved}
          actions:
            pay: {name: {zh: 发放, en: Pay}, by: [keeper], to: paid, unlike: [create, approve], papers: required}
        paid: {name: {zh: 已发放, en: Paid}, closed: true}
        refused:
          name: {zh: 未通过, en: Refused}
          closed: true
          void: true
          actions:
            reopen: {name: {zh: 重办, en: Reopen}, by: [township-chair], to: proposed}
  parcel:
    name: {zh: 母亲邮包, en: Parcel}
    kind: aid
    levels: [village]
    subject: person
    fields:
      worth: {type: money, name: {zh: 价值, en: Worth}}
      grant: {type: record, of: grant, name: {zh: 随助困金, en: With the grant}}
      lot:   {type: record, of: goods, name: {zh: 出自哪批物资, en: Out of the lot}}
    ceilings:
      - {per: subject, at-most: 2}
      - {per: village, at-most: 4}
      - {per: county, sum: worth, at-most: 1000元}
    clash: {with: any-aid, blocks: false}
    workflow: &given
      create: {name: {zh: 登记, en: Register}, by: [village-head, keeper], to: given}
      states:
        given:
          name: {zh: 已发放, en: Given}
          actions:
            drop: {name: {zh: 作废, en: Void}, by: [village-head, keeper], to: gone}
            end:  {name: {zh: 办结, en: End}, by: [village-head, keeper], to: ended}
        ended: {name: {zh: 已办结, en: Ended}, closed: true}
        gone:  {name: {zh: 已作废, en: Void}, closed: true, void: true}
  medical:
    name: {zh: 大病救助, en: Medical aid}
    kind: aid
    levels: [village]
    subject: person
    fields:
      year: {type: year, name: {zh: 年度, en: Year}, required: true}
    once-per: [subject, year]
    clash: {with: [aid.grant], blocks: true}
    workflow: *given
  goods:
    name: {zh: 物资, en: Goods}
    kind: project
    title: "{item}"
    fields:
      item:   {type: text, name: {zh: 名称, en: Item}, required: true}
      pieces: {type: count, name: {zh: 数量, en: Pieces}, required: true}
      worth:  {type: money, name: {zh: 单价, en: Each}, required: true}
      fund:   {type: record, of: aid.fund, name: {zh: 资金, en: Fund}, required: true}
    workflow:
      create: {name: {zh: 入库, en: Take in}, by: [keeper], to: in-store, posts: {take-in: pieces, unit: worth, into: fund}}
      states:
        in-store:
          name: {zh: 在库, en: In store}
          actions:
            clear: {name: {zh: 清库, en: Clear}, by: [keeper], to: cleared}
        cleared: {name: {zh: 已清库, en: Cleared}, closed: true}
  subsidy:
    name: {zh: 阵地补助, en: Subsidy}
    kind: project
    subject: organisation
    fields:
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
    ceilings:
      - {per: subject, sum: amount, at-most: 1万元}
    workflow: *given
)";

}  // namespace niangjia::testing_support
