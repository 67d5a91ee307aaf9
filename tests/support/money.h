// A programme with every word that packs have for money: a fund, a book of loans, a lot of goods, and what comes of them.
#pragma once

#include <string>

#include "support/pack_folder.h"

namespace niangjia::testing_support {

inline constexpr std::string_view money_pack = R"(programme: money
name: {zh: 款物, en: Money}
choices:
  source: {gift: {zh: 捐赠, en: Gift}, budget: {zh: 财政, en: Budget}}

records:
  fund:
    name: {zh: 资金, en: Fund}
    kind: org
    fields:
      for:     {type: choice, of: programme, name: {zh: 用于项目, en: For}}
      also:    {type: choice, of: programme, name: {zh: 也可用于, en: Also}}
      until:   {type: date, name: {zh: 期限, en: Until}}
      year:    {type: year, name: {zh: 年度, en: Year}}
      planned: {type: money, name: {zh: 预算, en: Planned}}
      through: {type: date, name: {zh: 结账到, en: Through}}
    workflow:
      create: {name: {zh: 设立, en: Open}, by: keeper, to: open, posts: {open: money, for: for, until: until}}
      states:
        open:
          name: {zh: 使用中, en: Open}
          actions:
            allow:   {name: {zh: 增加, en: Allow}, by: keeper, needs: [also], posts: {allow: also}}
            plan:    {name: {zh: 预算, en: Plan}, by: keeper, needs: [year, planned], posts: {plan: planned, year: year, for: also, from: self}}
            through: {name: {zh: 结账, en: Close a period}, by: keeper, needs: [through], posts: {close-through: through, of: self}}
            close:   {name: {zh: 停用, en: Close}, by: keeper, to: closed, posts: {close: self}}
        closed: {name: {zh: 已停用, en: Closed}, closed: true}

  book:
    name: {zh: 贷款台账, en: Book of loans}
    kind: org
    workflow:
      create: {name: {zh: 设立, en: Open}, by: keeper, to: open, posts: {open: loans}}
      states:
        open: {name: {zh: 使用中, en: Open}, closed: true}

  lot:
    name: {zh: 物资, en: Goods}
    kind: project
    fields:
      fund:    {type: record, of: fund, name: {zh: 资金, en: Fund}, required: true}
      pieces:  {type: count, name: {zh: 件数, en: Pieces}, required: true}
      value:   {type: money, name: {zh: 单价, en: Value}, required: true}
      counted: {type: count, name: {zh: 实数, en: Counted}}
    workflow:
      create: {name: {zh: 入库, en: Take in}, by: keeper, to: in-store, posts: {take-in: pieces, unit: value, into: fund, receipt: true}}
      states:
        in-store:
          name: {zh: 在库, en: In store}
          actions:
            count: {name: {zh: 盘点, en: Count}, by: keeper, needs: [counted], posts: {stocktake: counted}}
            undo:  {name: {zh: 冲销, en: Undo}, by: keeper, to: undone, posts: {reverse: [count, create]}}
        undone: {name: {zh: 已冲销, en: Undone}, closed: true, void: true}

  gift:
    name: {zh: 捐款, en: Gift}
    kind: project
    subject: {person: optional}
    fields:
      fund:   {type: record, of: money.fund, name: {zh: 资金, en: Fund}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
      from:   {type: choice, of: source, name: {zh: 来源, en: Source}}
      for:    {type: choice, of: programme, name: {zh: 用于项目, en: For}}
      pupil:  {type: person, name: {zh: 受助人, en: Pupil}}
      until:  {type: date, name: {zh: 期限, en: Until}}
    workflow:
      create: {name: {zh: 收到, en: Receive}, by: keeper, to: received, posts: {receive: amount, into: fund, as: gift, source: from, for: for, person: pupil, until: until, receipt: true}}
      states:
        received: {name: {zh: 已收到, en: Received}, closed: true}

  transfer:
    name: {zh: 调拨, en: Transfer}
    kind: project
    fields:
      out:    {type: record, of: fund, name: {zh: 调出, en: From}, required: true}
      in:     {type: record, of: fund, name: {zh: 调入, en: To}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
    workflow:
      create: {name: {zh: 调拨, en: Move}, by: keeper, to: moved, posts: {move: amount, from: out, to: in}}
      states:
        moved: {name: {zh: 已调拨, en: Moved}, closed: true}

  grant:
    name: {zh: 救助金, en: Grant}
    kind: aid
    levels: [village]
    subject: person
    fields:
      year:    {type: year, name: {zh: 年度, en: Year}, required: true}
      amount:  {type: money, name: {zh: 金额, en: Amount}}
      fund:    {type: record, of: money.fund, name: {zh: 资金, en: Fund}}
      lot:     {type: record, of: lot, name: {zh: 物资, en: Lot}}
      pieces:  {type: count, name: {zh: 件数, en: Pieces}}
      school:  {type: text, name: {zh: 学校, en: School}}
      story:   {type: text, name: {zh: 情况, en: Story}, seen-by: personal}
      home:    {type: text, name: {zh: 住址, en: Home}, whereabouts: true}
      contact: {type: person, name: {zh: 联系人, en: Contact}}
    ceilings:
      - {per: subject, year: year, sum: amount, at-most: 5000元}
      - {per: township, at-most: 20}
    clash: {with: [care.grant, help, elsewhere.aid], blocks: true}
    workflow:
      create: {name: {zh: 申报, en: Propose}, by: village-head, to: shown, needs: [amount]}
      states:
        shown:
          name: {zh: 公示中, en: Shown}
          due: {days: 7}
          notice: {shows: [amount, school]}
          actions:
            confirm: {name: {zh: 审批, en: Confirm}, by: [keeper, village-head], to: decided, unlike: [create], papers: required, needs: [fund]}
        decided:
          name: {zh: 待发放, en: Decided}
          actions:
            pay:  {name: {zh: 发放, en: Pay}, by: keeper, to: paid, unlike: [create, confirm], posts: {pay: amount, from: fund}}
            send: {name: {zh: 送银行, en: Send}, by: keeper, to: paying, posts: {reserve: amount, from: fund}}
        paying:
          name: {zh: 发放中, en: Paying}
          actions:
            arrive: {name: {zh: 到账, en: Arrive}, by: keeper, to: paid, posts: {settle: amount}}
            bounce: {name: {zh: 退回, en: Bounce}, by: keeper, to: decided, posts: {reverse: send}}
        paid:
          name: {zh: 已发放, en: Paid}
          closed: true
          actions:
            give: {name: {zh: 发物资, en: Give}, by: keeper, needs: [pieces, lot], posts: {hand-out: pieces, of: lot}}

  help:
    name: {zh: 慰问, en: Help}
    kind: aid
    subject: person
    fields:
      fund:  {type: record, of: fund, name: {zh: 资金, en: Fund}, required: true}
      worth: {type: money, name: {zh: 价值, en: Worth}, required: true}
    clash: {with: any-aid}
    workflow: paid-at-once
    with: {money: worth}

  loan:
    name: {zh: 贷款, en: Loan}
    kind: aid
    subject: person
    fields:
      book:   {type: record, of: book, name: {zh: 台账, en: Book}, required: true}
      fund:   {type: record, of: fund, name: {zh: 担保金, en: Fund}, required: true}
      amount: {type: money, name: {zh: 金额, en: Amount}, required: true}
      part:   {type: money, name: {zh: 本次金额, en: Part}}
    workflow:
      create: {name: {zh: 放款, en: Lend}, by: keeper, to: lent, posts: {lend: amount, in: book}}
      states:
        lent:
          name: {zh: 还款中, en: Lent}
          closed: true
          actions:
            repay:    {name: {zh: 还款, en: Repay}, by: keeper, needs: [part], posts: {repay: part}}
            lapse:    {name: {zh: 逾期, en: Fall due}, by: keeper, needs: [part], posts: {fall-due: part}}
            call:     {name: {zh: 代偿, en: Guarantee}, by: keeper, needs: [part], posts: {guarantee: part, from: fund}}
            recover:  {name: {zh: 追回, en: Recover}, by: keeper, needs: [part], posts: {recover: part, into: fund}}
            give-up:  {name: {zh: 核销, en: Write off}, by: keeper, needs: [part], posts: [{fall-due: part}, {write-off: part, from: fund}]}

  finding:
    name: {zh: 审查发现, en: Finding}
    kind: audit
    workflow:
      create: {name: {zh: 记下, en: Find}, by: [auditor, keeper], to: open}
      states:
        open:
          name: {zh: 待答复, en: Open}
          actions:
            answer: {name: {zh: 答复, en: Answer}, by: [auditor, keeper], to: done}
        done: {name: {zh: 已销号, en: Done}, closed: true}

figures:
  paid:     {sum: grant.posted, when: paid, unit: 元, name: {zh: 发放, en: Paid}}
  sent:     {sum: grant.posted, when: pay, unit: 元, name: {zh: 直接发放, en: Paid out directly}}
  lent:     {sum: loan.posted, when: create, unit: 元, name: {zh: 放款, en: Lent}}
  repaid:   {sum: loan.posted, each: repay, unit: 元, name: {zh: 还款, en: Repaid}}
  standing: {count: grant, while: [paying], unit: 件, name: {zh: 在途, en: On the way}}
)";

inline constexpr std::string_view money_workflows = R"(
  # $money the field of the amount
  paid-at-once:
    create: {name: {zh: 发放, en: Pay}, by: keeper, to: paid, needs: [$money], posts: {pay: $money, from: fund}}
    states:
      paid:
        name: {zh: 已发放, en: Paid}
        closed: true
        actions:
          undo: {name: {zh: 冲销, en: Undo}, by: keeper, to: undone, posts: {reverse: create}}
      undone: {name: {zh: 已冲销, en: Undone}, closed: true, void: true}
)";

inline constexpr std::string_view money_file = "women/money.yaml";

// The tests' packs, and the one about money.
class MoneyFolder : public PackFolder {
  public:
    MoneyFolder() {
        put(std::string{money_file}, money_pack);
        put("common/workflows.yaml", content_of(path() / "common" / "workflows.yaml") + std::string{money_workflows});
    }
};

}  // namespace niangjia::testing_support
