// A programme whose claims are reckoned by a scheme, for those who are enrolled in it, and a file that only its own person is helped by.
#pragma once

#include <string_view>

namespace niangjia::testing_support {

inline constexpr std::string_view mutual_pack = R"(programme: mutual
name: {zh: 互助, en: Mutual}
records:
  scheme:
    name: {zh: 办法, en: Scheme}
    kind: project
    fields:
      starts:     {type: date, name: {zh: 开始, en: Starts}, required: true}
      ends:       {type: date, name: {zh: 截止, en: Ends}, required: true}
      rate:       {type: decimal, name: {zh: 比例, en: Rate}, required: true, max: 100}
      deductible: {type: money, name: {zh: 起付线, en: Deductible}, required: true}
      ceiling:    {type: money, name: {zh: 封顶, en: Ceiling}, required: true}
      holder:     {type: text, name: {zh: 承办, en: Holder}, required: true}
      remark:     {type: text, name: {zh: 备注, en: Remark}}
    workflow:
      create: {name: {zh: 颁布, en: Issue}, by: [keeper], to: in-force}
      states:
        in-force: {name: {zh: 施行, en: In force}, closed: true}

  enrolment:
    name: {zh: 参加, en: Enrolment}
    kind: aid
    participants:
      member: {name: {zh: 职工, en: Member}, who: person}
      unit:   {name: {zh: 单位, en: Unit}, who: organisation}
    fields:
      scheme: {type: record, of: scheme, name: {zh: 办法, en: Scheme}, required: true}
    workflow:
      create: {name: {zh: 登记, en: Enrol}, by: [village-head], to: enrolled}
      states:
        enrolled:
          name: {zh: 待缴, en: Enrolled}
          actions:
            pay: {name: {zh: 缴费, en: Pay}, by: [keeper], to: in-force}
        in-force: {name: {zh: 有效, en: In force}, closed: true}

  claim:
    name: {zh: 申请, en: Claim}
    kind: aid
    subject: person
    fields:
      scheme:   {type: record, of: scheme, name: {zh: 办法, en: Scheme}, required: true, joined: {as: enrolment.member, while: [in-force]}}
      admitted: {type: date, name: {zh: 入院, en: Admitted}, required: true, between: [scheme.starts, scheme.ends]}
      cost:     {type: money, name: {zh: 费用, en: Cost}, required: true}
      other:    {type: text, name: {zh: 其他, en: Other}}
      holder:   {type: text, name: {zh: 承办, en: Holder}, computed: scheme.holder}
      granted:  {type: money, name: {zh: 核定, en: Granted}, min: 2元, computed: {of: cost, less: scheme.deductible, percent: scheme.rate, at-most: scheme.ceiling}}
    workflow:
      create: {name: {zh: 申请, en: Claim}, by: [village-head], to: claimed}
      states:
        claimed:
          name: {zh: 待审, en: Claimed}
          actions:
            check:  {name: {zh: 核定, en: Check}, by: [keeper], to: checked, needs: [holder, granted], takes: [granted]}
            refuse: {name: {zh: 不符, en: Refuse}, by: [keeper], to: refused}
        checked:
          name: {zh: 待发, en: Checked}
          actions:
            pay:    {name: {zh: 发放, en: Pay}, by: [keeper], to: paid, needs: [granted]}
            mend:   {name: {zh: 改费用, en: Mend}, by: [village-head], takes: [cost]}
            back:   {name: {zh: 退回, en: Back}, by: [keeper], to: claimed}
            refuse: {name: {zh: 不符, en: Refuse}, by: [keeper], to: refused}
        paid:    {name: {zh: 已发, en: Paid}, closed: true}
        refused: {name: {zh: 不符, en: Refused}, closed: true, void: true}

  file:
    name: {zh: 档案, en: File}
    kind: person
    subject: person
    workflow:
      create: {name: {zh: 建档, en: Open}, by: [village-head], to: open}
      states:
        open:
          name: {zh: 在档, en: On file}
          actions:
            end: {name: {zh: 退出, en: End}, by: [village-head], to: ended}
        ended: {name: {zh: 已退出, en: Ended}, closed: true}

  help:
    name: {zh: 帮扶, en: Help}
    kind: aid
    subject: person
    fields:
      file: {type: record, of: file, name: {zh: 档案, en: File}, required: true, joined: {as: file.subject, while: [open]}}
    workflow:
      create: {name: {zh: 帮扶, en: Help}, by: [village-head], to: helped}
      states:
        helped: {name: {zh: 已帮, en: Helped}, closed: true}
)";

}  // namespace niangjia::testing_support
