// Generated from the server's OpenAPI document by `npm run types`. Do not edit.

export interface paths {
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 当前登录
         * @description The present session
         *
         *     Who may: signed-in
         */
        get: operations["getSession"];
        put?: never;
        /**
         * 登录
         * @description Sign in
         *
         *     Who may: anyone
         */
        post: operations["signIn"];
        /**
         * 退出登录
         * @description Sign out
         *
         *     Who may: signed-in
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改密码
         * @description Change one's password
         *
         *     Who may: signed-in
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 运行状态
         * @description Whether it runs
         *
         *     Who may: anyone
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个组织
         * @description One organisation
         *
         *     Who may: signed-in
         */
        get: operations["getOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * 组织更名
         * @description Rename an organisation
         *
         *     Who may: manage-organisations
         */
        patch: operations["renameOrganisation"];
        trace?: never;
    };
    "/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 组织列表
         * @description Organisations
         *
         *     Who may: signed-in
         */
        get: operations["listOrganisations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisations/{code}/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 添加联动单位
         * @description Add a partner or a unit under an organisation
         *
         *     Who may: manage-organisations
         */
        post: operations["addUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/programmes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目列表
         * @description Programmes
         *
         *     Who may: signed-in
         */
        get: operations["listProgrammes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/programmes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个项目及其记录类型
         * @description A programme and its record types
         *
         *     Who may: signed-in
         */
        get: operations["getProgramme"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/record-types/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一种记录：字段与流程
         * @description A record type: fields and workflow
         *
         *     Who may: signed-in
         */
        get: operations["getRecordType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 记录列表，新的在前
         * @description Records, newest first
         *
         *     Who may: read-records
         */
        get: operations["listRecords"];
        put?: never;
        /**
         * 登记一条记录
         * @description Create a record
         *
         *     Who may: write-records or write-findings
         */
        post: operations["createRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办理经过
         * @description What happened to it
         *
         *     Who may: read-records
         */
        get: operations["getTimeline"];
        put?: never;
        /**
         * 办理一步
         * @description Take a step
         *
         *     Who may: write-records or write-findings
         */
        post: operations["actOnRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/todos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的待办，到期早的在前
         * @description My to-dos, soonest due first
         *
         *     Who may: read-records
         */
        get: operations["listTodos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一条记录
         * @description One record
         *
         *     Who may: read-records
         */
        get: operations["getRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 附上文件
         * @description Attach a file
         *
         *     Who may: write-records or write-findings
         */
        post: operations["attachFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载附件
         * @description Download an attachment
         *
         *     Who may: read-records
         */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 登记前先查：重复、限额、其他救助
         * @description Before a record is proposed: doubles, ceilings, other aid
         *
         *     Who may: write-records
         */
        get: operations["checkRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一项里可以选的资金、物资等记录，新的在前
         * @description Funds, goods and other records that a field may name, newest first
         *
         *     Who may: read-records
         */
        get: operations["listRecordChoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 资金，按编号
         * @description Funds, by number
         *
         *     Who may: read-records
         */
        get: operations["listFunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一笔资金的余额和预算；上级为本单位支出的资金，可看余额和预算
         * @description A fund with its balances and plans; of one of a place above, which may pay for those below, what everybody may know of it and its plans
         *
         *     Who may: read-records
         */
        get: operations["getFund"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 收支表：期初、收入、支出、期末，按整月
         * @description What was there, what came in, what it was used for, what is there: of whole months
         *
         *     Who may: read-records
         */
        get: operations["getFundStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}/vouchers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一笔资金的凭证，新的在前
         * @description A fund's vouchers, newest first
         *
         *     Who may: read-records
         */
        get: operations["listVouchers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}/pots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 收到的每笔款物还剩多少，新的在前
         * @description What is left of each sum or lot that came in, newest first
         *
         *     Who may: read-records
         */
        get: operations["listPots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 按种子抽取支出凭证
         * @description Vouchers that spent, drawn by a seed
         *
         *     Who may: read-records
         */
        get: operations["drawVouchers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}/statement.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 收支表（xlsx）
         * @description The statement as xlsx
         *
         *     Who may: export
         */
        get: operations["exportFundStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}/beneficiaries.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 发放台账（xlsx）：一笔一行
         * @description Who was paid, as xlsx: a row for each payment
         *
         *     Who may: export
         */
        get: operations["exportBeneficiaries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}/gifts.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 捐赠明细和答谢（xlsx）
         * @description Gifts, what became of them, and thanks, as xlsx
         *
         *     Who may: export
         */
        get: operations["exportGifts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/funds/{record}/sample.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 抽查凭证（xlsx）
         * @description The vouchers drawn, as xlsx
         *
         *     Who may: export
         */
        get: operations["exportSample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{number}/books": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 这条记录记过的账和开过的收据
         * @description What the record posted, and the receipts given for it
         *
         *     Who may: read-records
         */
        get: operations["getBooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{number}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 收据（打印用）；开过几张的，写明哪一张，不写为最近有效的一张
         * @description A receipt, for print: where several were given that of the number, or the last that stands
         *
         *     Who may: read-records
         */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 全文检索记录，新的在前；标记以字符计
         * @description Full-text search of records, newest first; marks count characters
         *
         *     Who may: read-records
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 按姓名查找人员
         * @description Find persons by name
         *
         *     Who may: read-records
         */
        get: operations["listPersons"];
        put?: never;
        /**
         * 登记人员
         * @description Enter a person
         *
         *     Who may: write-records
         */
        post: operations["createPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按证件号、电话或姓名查找已有档案
         * @description Who is known with that number, telephone or name
         *
         *     Who may: read-records
         */
        post: operations["listCandidates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/person-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 人员档案的代码表
         * @description The code lists of persons' files
         *
         *     Who may: signed-in
         */
        get: operations["getPersonFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一人一档：本人、家庭、关系和全部事项
         * @description One person's file: herself, household, relations and all records
         *
         *     Who may: read-records
         */
        get: operations["getPersonFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更正人员档案（写明理由）
         * @description Correct a person's file, with a reason
         *
         *     Who may: write-records
         */
        post: operations["correctPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/full": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 查看完整号码和住址（写明理由，记入日志）
         * @description See numbers and address in full: with a reason, and in the journal
         *
         *     Who may: read-records
         */
        post: operations["revealPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出本人全部信息（JSON，记入日志）
         * @description Hand out all that is kept about a person, as JSON; in the journal
         *
         *     Who may: export
         */
        get: operations["exportPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/workbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出本人全部信息（Excel，记入日志）
         * @description Hand out all that is kept about a person, as a workbook; in the journal
         *
         *     Who may: export
         */
        get: operations["exportPersonWorkbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 档案更正记录
         * @description What was corrected in a person's file
         *
         *     Who may: read-records
         */
        get: operations["getPersonHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 匿名处理档案（不可恢复）
         * @description Anonymise a person's file, for good
         *
         *     Who may: write-records
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个人
         * @description One person
         *
         *     Who may: read-records
         */
        get: operations["getPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 并入另一份档案（同一人）
         * @description Merge a file into another of the same person
         *
         *     Who may: write-records
         */
        post: operations["mergePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤销合并
         * @description Take a merge back
         *
         *     Who may: write-records
         */
        post: operations["unmergePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记家庭
         * @description Enter a household
         *
         *     Who may: write-records
         */
        post: operations["createHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/households/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 加入家庭
         * @description Join a household
         *
         *     Who may: write-records
         */
        post: operations["joinHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/households/{id}/departures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 离开家庭
         * @description Leave a household
         *
         *     Who may: write-records
         */
        post: operations["leaveHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记关系
         * @description Enter a relation
         *
         *     Who may: write-records
         */
        post: operations["relatePersons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/partings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结束关系
         * @description End a relation
         *
         *     Who may: write-records
         */
        post: operations["partPersons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/persons/{id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 账号对应到人
         * @description Say whose an account is
         *
         *     Who may: manage-accounts
         */
        post: operations["linkAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/person-accounts/{id}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 解除账号对应
         * @description Part an account from its person
         *
         *     Who may: manage-accounts
         */
        post: operations["unlinkAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/person-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 上传人员名单
         * @description Upload a list of people
         *
         *     Who may: write-records
         */
        post: operations["uploadPersons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/person-imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一次导入及其进度
         * @description An import and how far it is
         *
         *     Who may: write-records
         */
        get: operations["getPersonImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/person-imports/{id}/columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 名单的列和可对应的项目
         * @description A list's columns and the fields they may be
         *
         *     Who may: write-records
         */
        get: operations["getImportColumns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/person-imports/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览导入：问题和重复
         * @description Preview an import: problems and doubles
         *
         *     Who may: write-records
         */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/person-imports/{id}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 导入（全部或都不）
         * @description Bring a list in, whole or not at all
         *
         *     Who may: write-records
         */
        post: operations["commitImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/person-imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤销导入
         * @description Take an import back
         *
         *     Who may: write-records
         */
        post: operations["undoImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个组织的各项指标
         * @description The figures of one organisation
         *
         *     Who may: read-figures
         */
        get: operations["getFigureValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 全部下级的各项指标
         * @description The figures of a whole subtree
         *
         *     Who may: read-figures
         */
        get: operations["getFigureTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个指标，按下级或按月分
         * @description One figure by organisation or by month
         *
         *     Who may: read-figures
         */
        get: operations["getFigure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures/{name}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 数字背后的记录
         * @description The records behind a number
         *
         *     Who may: read-figures
         */
        get: operations["listFigureRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 按下级、按月的办件与按时率
         * @description Work opened, closed and on time by organisation and month
         *
         *     Who may: read-figures
         */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 指标及其口径
         * @description The figures and what each counts
         *
         *     Who may: read-figures
         */
        get: operations["listFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 指标台账（xlsx）
         * @description All figures as xlsx
         *
         *     Who may: export
         */
        get: operations["exportFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 报告模板
         * @description The reports
         *
         *     Who may: read-reports
         */
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一份报告，数字逐个带出处
         * @description A report, each number with its source
         *
         *     Who may: read-reports
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/{name}/typed/{slot}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 手工填报一个数
         * @description Type a number in
         *
         *     Who may: type-figures
         */
        put: operations["typeNumber"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/{name}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 报告正文（docx，GB/T 9704 版式）
         * @description The report as docx
         *
         *     Who may: export
         */
        get: operations["exportReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledgers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一类记录的台账（xlsx）
         * @description The ledger of a record type as xlsx
         *
         *     Who may: export
         */
        get: operations["exportLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 账号列表
         * @description Accounts
         *
         *     Who may: manage-accounts
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * 新建账号
         * @description Create an account
         *
         *     Who may: manage-accounts
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个账号
         * @description One account
         *
         *     Who may: manage-accounts
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * 修改账号
         * @description Change an account
         *
         *     Who may: manage-accounts
         */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 角色
         * @description Roles
         *
         *     Who may: signed-in
         */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 启封负责人
         * @description The officers who break seals, by the recovery pair that they hold
         *
         *     Who may: manage-accounts
         */
        get: operations["listOfficers"];
        put?: never;
        /**
         * 指定启封负责人
         * @description Name the officers, with a new recovery pair
         *
         *     Who may: manage-accounts
         */
        post: operations["nameOfficers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/seals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待审批的启封申请
         * @description Requests to break a seal that wait for the caller, or that she made
         *
         *     Who may: break-seal
         */
        get: operations["listSealRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/seals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个启封申请
         * @description One request to break a seal
         *
         *     Who may: break-seal
         */
        get: operations["getSealRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/seals/{id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 不同意启封
         * @description Refuse to break a seal
         *
         *     Who may: break-seal
         */
        post: operations["refuseSeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}/seal-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 申请启封
         * @description Ask for a sealed case to be opened
         *
         *     Who may: break-seal
         */
        post: operations["askForSeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/seals/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 同意启封
         * @description Approve the breaking of a seal
         *
         *     Who may: break-seal
         */
        post: operations["approveSeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 加入办案人员
         * @description Take somebody into a sealed case's team
         *
         *     Who may: write-records
         */
        post: operations["admitToTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}/team/dismissal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 移出办案人员
         * @description Let somebody out of a sealed case's team
         *
         *     Who may: write-records
         */
        post: operations["dismissFromTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}/team/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可以加入的人
         * @description Who could be taken into a sealed case's team
         *
         *     Who may: write-records
         */
        get: operations["listTeamCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}/receivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可以转介的单位
         * @description The units to which parts of a record can be sent
         *
         *     Who may: write-records
         */
        get: operations["listReceivers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures/{name}/splits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个指标按分类的数
         * @description One figure by the values that it is split by
         *
         *     Who may: read-figures
         */
        get: operations["getFigureSplits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures/{name}/splits/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 两年分类对比（xlsx）
         * @description A figure by its splits in two years, as xlsx
         *
         *     Who may: export
         */
        get: operations["exportComparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的通知，新的在前
         * @description My notices, newest first
         *
         *     Who may: signed-in
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notices/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 通知已读
         * @description Mark notices as seen
         *
         *     Who may: signed-in
         */
        post: operations["seeNotices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 操作日志，新的在前
         * @description The journal, newest first
         *
         *     Who may: read-journal
         */
        get: operations["listJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/journal/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 校验日志的哈希链
         * @description Verify the journal's chain
         *
         *     Who may: read-journal
         */
        get: operations["verifyJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{record}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 付款批次的进度
         * @description How far a batch of payments is
         *
         *     Who may: read-records
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{record}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 批次里的各笔
         * @description The items of a batch
         *
         *     Who may: read-records
         */
        get: operations["listBatchItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{record}/gathering": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 收集现在可以支付的记录
         * @description Take in every record that may be paid now
         *
         *     Who may: write-records
         */
        post: operations["gatherBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{record}/items/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 从批次里移出一笔
         * @description Take an item out of a batch
         *
         *     Who may: write-records
         */
        delete: operations["removeBatchItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{record}/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 送出一批付款；重复不会重付
         * @description Send a batch; again pays nobody twice
         *
         *     Who may: write-records
         */
        post: operations["sendBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{record}/bank.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 给银行的文件
         * @description The bank's file
         *
         *     Who may: export
         */
        get: operations["getBatchFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{record}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记银行回单（全部或都不）
         * @description Take the bank's answer, whole or not at all
         *
         *     Who may: write-records
         */
        post: operations["answerBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 网上求助的设置：话题、电话、说明
         * @description What the portal shows: topics, numbers, how it goes on, privacy
         *
         *     Who may: anyone
         */
        get: operations["getPortal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可选的地方
         * @description Places to choose from: those below one, or the topmost
         *
         *     Who may: anyone
         */
        get: operations["listPortalPlaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/places/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 接待处的地址、电话和时间
         * @description Where and when one can come or call, of the county that answers for a place
         *
         *     Who may: anyone
         */
        get: operations["getPortalPlace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 生成查询码
         * @description A fresh query code, for the request that is about to be sent; nothing is kept
         *
         *     Who may: anyone
         */
        post: operations["makePortalCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 提交求助
         * @description Ask for help
         *
         *     Who may: anyone
         */
        post: operations["askThroughPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查看自己的求助
         * @description Follow one's request; its code stands in X-Query-Code
         *
         *     Who may: anyone
         */
        get: operations["followPortalRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/request/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 给工作人员留言
         * @description Write to the staff
         *
         *     Who may: anyone
         */
        post: operations["writeThroughPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/request/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 评价、申请复查、撤回
         * @description Take a step that the pack gives her: rate, ask for a review, withdraw
         *
         *     Who may: anyone
         */
        post: operations["stepThroughPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/request/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 附上照片或材料
         * @description Add a photo or paper: its bytes, its name in X-Paper-Name (percent-encoded), a command id in X-Command
         *
         *     Who may: anyone
         */
        post: operations["addPaperThroughPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 与网上求助人的留言
         * @description What was written between the staff and her who asked through the portal
         *
         *     Who may: read-records
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * 给网上求助人留言
         * @description Write to her who asked through the portal
         *
         *     Who may: write-records
         */
        post: operations["writeMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/funds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 公开的资金：收入、使用和结余
         * @description Each fund's income, use and rest: of a place, those above and those below it
         *
         *     Who may: anyone
         */
        get: operations["listPublicFunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/funds/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一项资金一年的收入和使用
         * @description A fund's income and use in a year; how many people were helped is left out where they are few
         *
         *     Who may: anyone
         */
        get: operations["getPublicFund"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/gifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 凭收据查捐赠的去向
         * @description What became of a gift, for whoever has its receipt's number and code
         *
         *     Who may: anyone
         */
        post: operations["followGift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 公示：姓名已遮盖
         * @description The public board, with masked names: of a place and all below it
         *
         *     Who may: anyone
         */
        get: operations["listPublicNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/notices/{notice}/objections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 对公示提出异议
         * @description Object to a public notice; name and contact may be left out. What waits for the notice's end waits for the answer
         *
         *     Who may: anyone
         */
        post: operations["objectToNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/demo-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 演示账号
         * @description Accounts of the demo
         *
         *     Who may: anyone
         */
        get: operations["listDemoAccounts"];
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
         * 接口说明（OpenAPI 3.1）
         * @description This API, described in OpenAPI 3.1
         *
         *     Who may: anyone
         */
        get: operations["getOpenapi"];
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
        Account: {
            id: string;
            name: string;
            title: string;
            grants: components["schemas"]["Grant"][];
            locked: boolean;
            active: boolean;
            mustChangePassword: boolean;
            version: number;
        };
        Action: {
            name: string;
            title: components["schemas"]["Text"];
            to: string | null;
            needs: string[];
            takes: string[];
            adds: string[];
            noteRequired: boolean;
            confirm: boolean;
            assesses: boolean;
        };
        Attachment: {
            id: string;
            name: string;
            size: number;
            media: string;
            /** Format: date-time */
            at: string;
            by: string;
        };
        Batch: {
            counts: {
                gathered: number;
                sent: number;
                arrived: number;
                bounced: number;
                dropped: number;
            };
            sum: number;
            state: string;
            running: boolean;
        };
        BatchItem: {
            n: number;
            record: string;
            title: string;
            amount: number;
            /** @enum {string} */
            state: "gathered" | "sent" | "arrived" | "bounced" | "dropped";
            reason: string;
        };
        Books: {
            vouchers: components["schemas"]["Voucher"][];
            receipts: {
                number: string;
                year: number;
                /** Format: date */
                day: string;
                amount: number;
                void: boolean;
                code: string;
            }[];
        };
        Candidate: {
            person: components["schemas"]["Person"] | null;
            byNumber: boolean;
            byPhone: boolean;
            byName: boolean;
        };
        Check: {
            /** @enum {string} */
            kind: "once-per" | "ceiling" | "clash";
            blocks: boolean;
            text: components["schemas"]["Text"];
            record: string | null;
        };
        Choice: {
            value: string;
            title: components["schemas"]["Text"];
            of?: components["schemas"]["Choice"][];
        };
        Contact: {
            kind: string;
            number: string;
            doNotCall: boolean;
            safeHours: string;
            safeWay: string;
        };
        Field: {
            name: string;
            title: components["schemas"]["Text"];
            /** @enum {string} */
            type: "text" | "long-text" | "count" | "decimal" | "money" | "date" | "year" | "choice" | "yes-no" | "organisation" | "person" | "record";
            required: boolean;
            choices: components["schemas"]["Choice"][] | null;
            min?: number;
            max?: number;
            maxLength?: number;
            unit?: string;
            help?: components["schemas"]["Text"];
            /** @enum {string} */
            level?: "nation" | "province" | "city" | "county" | "township" | "village" | "grid" | "unit";
            of?: string;
            filledIn?: boolean;
            /** @enum {string} */
            sight: "public" | "internal" | "personal" | "sealed";
        };
        FieldProblem: {
            pointer: string;
            code: string;
            detail: string;
            text: components["schemas"]["Text"];
        };
        Figure: {
            name: string;
            title: components["schemas"]["Text"];
            programme: string;
            programmeTitle: components["schemas"]["Text"];
            /** @enum {string} */
            measure: "count" | "sum" | "people" | "organisations" | "ratio" | "total" | "missing";
            flow: boolean;
            unit: string;
            money: boolean;
            decimals: number;
            seed: string[];
            parts: string[];
            definition: components["schemas"]["Text"];
        };
        FigureLine: {
            record: components["schemas"]["RecordItem"];
            /** Format: date */
            day: string;
            amount: number;
            who: string | null;
        };
        FigurePart: {
            value: number | null;
            text: string;
            numerator?: number;
            denominator?: number;
            key: string;
            title: string;
            children: boolean;
            own: boolean;
        };
        FigureSplit: {
            field: string;
            title: components["schemas"]["Text"];
            items: components["schemas"]["SplitValue"][];
        };
        FigureValue: {
            figure: string;
            value: number | null;
            text: string;
            numerator?: number;
            denominator?: number;
        };
        Fund: {
            record: string;
            title: string;
            org: string;
            orgName: string;
            /** @enum {string} */
            kind: "money" | "loans";
            state: string;
            stateTitle: components["schemas"]["Text"] | null;
            /** Format: date */
            opens: string;
            closed: string | null;
            closedThrough: string | null;
            until: string | null;
            programmes: string[];
            programmeTitles: components["schemas"]["Text"][];
            bank: number;
            transit: number;
            store: number;
            received: number;
            used: number;
            loans: number;
            overdue: number;
            claims: number | null;
        };
        FundInFull: {
            record: string;
            title: string;
            org: string;
            orgName: string;
            /** @enum {string} */
            kind: "money" | "loans";
            state: string;
            stateTitle: components["schemas"]["Text"] | null;
            /** Format: date */
            opens: string;
            closed: string | null;
            closedThrough: string | null;
            until: string | null;
            programmes: string[];
            programmeTitles: components["schemas"]["Text"][];
            bank: number;
            transit: number;
            store: number;
            received: number;
            used: number;
            loans: number;
            overdue: number;
            claims: number | null;
            plans: {
                year: number;
                programme: string;
                title: components["schemas"]["Text"];
                planned: number | null;
                used: number;
            }[];
            balances: {
                account: string;
                title: components["schemas"]["Text"];
                net: number;
            }[];
        };
        FundStatement: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            opening: components["schemas"]["StatementLine"][];
            income: components["schemas"]["StatementLine"][];
            uses: components["schemas"]["StatementLine"][];
            closing: components["schemas"]["StatementLine"][];
            openingSum: number;
            incomeSum: number;
            usesSum: number;
            closingSum: number;
        };
        GiftQuestion: {
            number: string;
            code: string;
            after?: string;
        };
        Grant: {
            role: string;
            roleTitle: components["schemas"]["Text"];
            org: string;
            orgName: string;
            orgShort: string;
            /** @enum {string} */
            level: "nation" | "province" | "city" | "county" | "township" | "village" | "grid" | "unit";
        };
        Household: {
            id: string;
            org: string;
            orgShort: string;
            address: string;
            members: {
                person: string;
                name: string;
                kinship: string;
                /** Format: date */
                since: string;
                until: string | null;
            }[];
        };
        ImportPreview: {
            rows: number;
            good: number;
            skipped: number;
            problemCount: number;
            doubleCount: number;
            problems: {
                row: number;
                column: number;
                field: string;
                code: string;
                text: components["schemas"]["Text"];
            }[];
            doubles: {
                row: number;
                ofRow: number | null;
                person: string | null;
                elsewhere: boolean;
                byNumber: boolean;
                byPhone: boolean;
                byName: boolean;
            }[];
        };
        JournalEntry: {
            seq: number;
            /** Format: date-time */
            at: string;
            account: string;
            accountName: string;
            org: string;
            orgShort: string;
            action: string;
            target: string;
            hash: string;
        };
        Messages: {
            fromPortal: boolean;
            items: {
                n: number;
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                from: "applicant" | "staff";
                by: string;
                text: string;
            }[];
        };
        NewEntry: {
            command: string;
            action: string;
            day?: string | null;
            note?: string;
            fields?: {
                [key: string]: unknown;
            };
            participants?: {
                person?: string;
                organisation?: string;
                role: string;
            }[];
            link?: {
                to: string;
                kind?: string;
            };
        };
        NewRecord: {
            command: string;
            type: string;
            org: string;
            day?: string | null;
            subject?: {
                person?: string;
                organisation?: string;
            } | null;
            fields?: {
                [key: string]: unknown;
            };
            participants?: {
                person?: string;
                organisation?: string;
                role: string;
            }[];
            note?: string;
            parent?: string | null;
        };
        Notice: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "seal-broken" | "seal-asked" | "asked-online" | "written-online";
            record: string;
            number: string;
            by: string;
            seen: boolean;
        };
        Objection: {
            command?: string;
            text: string;
            name?: string;
            contact?: string;
        };
        Offer: {
            name: string;
            title: components["schemas"]["Text"];
            to: string | null;
            needs: string[];
            takes: string[];
            adds: string[];
            noteRequired: boolean;
            confirm: boolean;
            assesses: boolean;
            allowed: boolean;
            refusal: components["schemas"]["Text"] | null;
            after: string | null;
        };
        Officer: {
            account: string;
            title: string;
            alive: boolean;
        };
        Organisation: {
            code: string;
            name: string;
            short: string;
            /** @enum {string} */
            level: "nation" | "province" | "city" | "county" | "township" | "village" | "grid" | "unit";
            parent: string | null;
            children: number;
            from: string | null;
            until: string | null;
            successor: string | null;
            version: number;
            classification: string | null;
            path?: {
                code: string;
                short: string;
            }[];
        };
        Person: {
            id: string;
            name: string;
            /** @enum {string} */
            sex: "female" | "male" | "unknown" | "unstated";
            birth: string | null;
            phone: string;
            org: string;
            orgShort: string;
            masked: boolean;
        };
        PersonChange: {
            n: number;
            /** Format: date-time */
            at: string;
            by: string;
            field: string;
            before: string;
            after: string;
            reason: string;
        };
        PersonDetail: {
            id: string;
            name: string;
            /** @enum {string} */
            sex: "female" | "male" | "unknown" | "unstated";
            birth: string | null;
            phone: string;
            org: string;
            orgShort: string;
            masked: boolean;
            paper: string;
            number: string;
            noNumber: string;
            division: string;
            contacts: components["schemas"]["Contact"][];
            address: string;
            codes: {
                [key: string]: string;
            };
            erased: boolean;
            version: number;
        };
        PersonExport: {
            /** Format: date-time */
            at: string;
            person: components["schemas"]["PersonDetail"];
            households: components["schemas"]["Household"][];
            relations: components["schemas"]["Relation"][];
            history: components["schemas"]["PersonChange"][];
            records: components["schemas"]["RecordItem"][];
        };
        PersonFile: {
            person: components["schemas"]["PersonDetail"];
            merged: components["schemas"]["PersonDetail"][];
            households: components["schemas"]["Household"][];
            relations: components["schemas"]["Relation"][];
            kinds: {
                [key: string]: number;
            };
            records: components["schemas"]["RecordItem"][];
            next: string | null;
        };
        PersonImport: {
            id: string;
            name: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            state: "uploaded" | "committed" | "undone" | "expired";
            rows: number;
            added: number;
            org: string;
            progress: {
                done: number;
                total: number;
            } | null;
        };
        PortalRequest: {
            place: string;
            topic: components["schemas"]["Text"];
            /** Format: date */
            opened: string;
            /** Format: date */
            today: string;
            state: components["schemas"]["Text"];
            closed: boolean;
            next: string | null;
            nextIsHers: boolean;
            promises: {
                /** Format: date */
                day: string;
                says: components["schemas"]["Text"];
            }[];
            way: {
                /** Format: date */
                day: string;
                says: components["schemas"]["Text"];
            }[];
            own: components["schemas"]["PortalWords"][];
            told: components["schemas"]["PortalWords"][];
            messages: {
                n: number;
                /** Format: date-time */
                at: string;
                hers: boolean;
                text: string;
            }[];
            papers: {
                name: string;
                size: number;
            }[];
            offers: {
                name: string;
                title: components["schemas"]["Text"];
                noteRequired: boolean;
                confirm: boolean;
                fields: components["schemas"]["Field"][];
                until: string | null;
            }[];
        };
        PortalSetup: {
            title: components["schemas"]["Text"];
            leaveTo: string;
            topics: {
                key: string;
                title: components["schemas"]["Text"];
            }[];
            ask: components["schemas"]["Field"][];
            asks: ("name" | "place" | "contact" | "hours" | "noCall")[];
            numbers: {
                number: string;
                title: components["schemas"]["Text"];
            }[];
            phone: string;
            hours: components["schemas"]["Text"];
            steps: components["schemas"]["Text"][];
            privacy: {
                title: components["schemas"]["Text"];
                lines: components["schemas"]["Text"][];
            }[];
            papers: number;
            paperSize: number;
        };
        PortalWish: {
            command: string;
            code: string;
            ticket: string;
            place: string;
            topic: string;
            story: string;
            name?: string;
            contact?: string;
            hours?: string;
            noCall?: boolean;
            more?: {
                [key: string]: string;
            };
        };
        PortalWords: {
            title: components["schemas"]["Text"];
            text: {
                zh: string;
                en: string;
            };
        };
        Pot: {
            record: string;
            title: string;
            source: string;
            sourceTitle: components["schemas"]["Text"];
            income: string;
            incomeTitle: components["schemas"]["Text"];
            /** Format: date */
            day: string;
            received: number;
            used: number;
            left: number;
            programme: string;
            programmeTitle: components["schemas"]["Text"];
            person: string | null;
            until: string | null;
            unit: number | null;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            text: components["schemas"]["Text"];
            pointer?: string;
            problems?: components["schemas"]["FieldProblem"][];
            request: string;
        };
        Programme: {
            name: string;
            title: components["schemas"]["Text"];
            about: components["schemas"]["Text"] | null;
            keeper: components["schemas"]["Text"] | null;
            seed: string[];
            records: {
                name: string;
                title: components["schemas"]["Text"];
                kind: string;
                mayCreate: boolean;
            }[];
            figures: string[];
        };
        ProgrammeWithTypes: {
            name: string;
            title: components["schemas"]["Text"];
            about: components["schemas"]["Text"] | null;
            keeper: components["schemas"]["Text"] | null;
            seed: string[];
            records: {
                name: string;
                title: components["schemas"]["Text"];
                kind: string;
                mayCreate: boolean;
            }[];
            figures: string[];
            types: components["schemas"]["RecordType"][];
        };
        PublicFund: {
            fund: string;
            name: string;
            orgName: string;
            purpose: string;
            received: number;
            used: number;
            left: number;
        };
        PublicFundYear: {
            fund: string;
            name: string;
            orgName: string;
            purpose: string;
            received: number;
            used: number;
            left: number;
            year: number;
            income: {
                title: components["schemas"]["Text"];
                amount: number;
            }[];
            uses: {
                title: components["schemas"]["Text"];
                amount: number;
                people: number | null;
            }[];
        };
        PublicGift: {
            donor: string;
            /** Format: date */
            day: string;
            amount: number;
            void: boolean;
            fund: string;
            fundName: string;
            orgName: string;
            used: number | null;
            left: number | null;
            uses: {
                month: string;
                programme: components["schemas"]["Text"];
                place: string;
                amount: number;
                masked: string | null;
            }[];
            next: string | null;
        };
        PublicNotice: {
            notice: string;
            title: components["schemas"]["Text"];
            orgName: string;
            name: string;
            shows: {
                title: components["schemas"]["Text"];
                value: {
                    zh: string;
                    en: string;
                };
            }[];
            until: string | null;
        };
        Receipt: {
            number: string;
            code: string;
            /** Format: date */
            day: string;
            donor: string;
            amount: number;
            amountInWords: string;
            fund: string;
            org: string;
            said: string;
            handler: string;
            void: boolean;
        };
        Receiver: {
            org: string;
            name: string;
            of: string;
        };
        Record: {
            id: string;
            number: string;
            type: string;
            typeTitle: components["schemas"]["Text"];
            title: string;
            org: string;
            orgShort: string;
            state: string;
            stateTitle: components["schemas"]["Text"];
            closed: boolean;
            /** Format: date */
            opened: string;
            due: string | null;
            overdue: boolean;
            waits: boolean;
            subject: {
                /** @enum {string} */
                kind: "person" | "organisation";
                id: string;
                name: string;
            } | null;
            locked: boolean;
            version: number;
            fields: {
                [key: string]: (string | number | boolean) | null;
            };
            masked: string[];
            fieldRecords: {
                [key: string]: {
                    id: string;
                    title: string;
                    typeTitle: components["schemas"]["Text"];
                    reached: boolean;
                };
            };
            participants: {
                role: string;
                roleTitle: components["schemas"]["Text"];
                /** @enum {string} */
                kind: "person" | "organisation";
                id: string;
                name: string;
                /** Format: date */
                day: string;
            }[];
            participantCount: {
                [key: string]: number;
            };
            links: {
                kind: string;
                id: string;
                number: string;
                title: string;
                typeTitle: components["schemas"]["Text"];
            }[];
            attachments: components["schemas"]["Attachment"][];
            actions: components["schemas"]["Offer"][];
            dueNote: components["schemas"]["Text"] | null;
            dueSource: {
                law: string;
                article: string;
                title: components["schemas"]["Text"];
                verified: boolean;
            } | null;
            deadlines: {
                name: string;
                title: components["schemas"]["Text"];
                /** Format: date */
                since: string;
                /** Format: date */
                due: string;
                overdue: boolean;
                extended: boolean;
                source: {
                    law: string;
                    article: string;
                    title: components["schemas"]["Text"];
                    verified: boolean;
                } | null;
            }[];
            parts: components["schemas"]["RecordItem"][];
            partTypes: {
                type: string;
                title: components["schemas"]["Text"];
                receiver: boolean;
            }[];
            parent: {
                id: string;
                number: string;
                title: string;
                typeTitle: components["schemas"]["Text"];
            } | null;
            sealed: boolean;
            team: {
                account: string;
                title: string;
                alive: boolean;
                until: string | null;
                sameHousehold: boolean;
            }[];
            sameHousehold: {
                account: string;
                title: string;
            }[];
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
        };
        RecordChoice: {
            record: string;
            title: string;
            org: string;
            orgName: string;
            left: number | null;
        };
        RecordItem: {
            id: string;
            number: string;
            type: string;
            typeTitle: components["schemas"]["Text"];
            title: string;
            org: string;
            orgShort: string;
            state: string;
            stateTitle: components["schemas"]["Text"];
            closed: boolean;
            /** Format: date */
            opened: string;
            due: string | null;
            overdue: boolean;
            waits: boolean;
            subject: {
                /** @enum {string} */
                kind: "person" | "organisation";
                id: string;
                name: string;
            } | null;
            locked: boolean;
            version: number;
        };
        RecordType: {
            name: string;
            programme: string;
            programmeTitle: components["schemas"]["Text"];
            title: components["schemas"]["Text"];
            kind: string;
            levels: ("nation" | "province" | "city" | "county" | "township" | "village" | "grid" | "unit")[];
            subject: {
                /** @enum {string} */
                who: "person" | "organisation";
                required: boolean;
            } | null;
            participants: {
                name: string;
                title: components["schemas"]["Text"];
                /** @enum {string} */
                who: "person" | "organisation";
            }[];
            fields: components["schemas"]["Field"][];
            create: components["schemas"]["Action"];
            mayCreate: boolean;
            states: {
                name: string;
                title: components["schemas"]["Text"];
                closed: boolean;
                void: boolean;
            }[];
            actions: components["schemas"]["Action"][];
            part: boolean;
            risk: components["schemas"]["RiskForm"] | null;
        };
        Recovery: {
            id: string;
            /** Format: date-time */
            named: string;
            current: boolean;
            officers: components["schemas"]["Officer"][];
        };
        Relation: {
            person: string;
            personName: string;
            other: string;
            otherName: string;
            kind: string;
            /** Format: date */
            since: string;
            until: string | null;
            note: string;
        };
        Report: {
            name: string;
            title: string;
            org: string;
            orgName: string;
            year: number;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            /** Format: date */
            cutOff: string;
            sections: {
                heading: string;
                paragraphs: {
                    runs: components["schemas"]["ReportRun"][];
                }[];
            }[];
        };
        ReportRun: {
            text: string;
            figure?: string;
            value?: number | null;
            title?: components["schemas"]["Text"];
            definition?: components["schemas"]["Text"];
            typed?: string;
            unit?: string;
            by?: string | null;
            at?: string | null;
            note?: string;
        };
        RiskForm: {
            title: components["schemas"]["Text"];
            items: {
                field: string;
                points: number;
                red: boolean;
            }[];
            levels: {
                value: string;
                title: components["schemas"]["Text"];
                points: number;
            }[];
        };
        Role: {
            name: string;
            title: components["schemas"]["Text"];
            levels: ("nation" | "province" | "city" | "county" | "township" | "village" | "grid" | "unit")[];
            permissions: ("read-records" | "write-records" | "read-figures" | "read-reports" | "type-figures" | "export" | "manage-organisations" | "manage-accounts" | "read-journal" | "break-seal" | "write-findings")[];
            /** @enum {string} */
            sees: "public" | "internal" | "personal" | "sealed";
        };
        SealRequest: {
            id: string;
            record: string;
            number: string;
            org: string;
            orgShort: string;
            requester: string;
            requesterTitle: string;
            reason: string;
            /** Format: date-time */
            made: string;
            /** Format: date-time */
            expires: string;
            /** @enum {string} */
            state: "open" | "opened" | "refused" | "expired" | "ended";
            accessUntil: string | null;
            officers: {
                account: string;
                title: string;
                alive: boolean;
                approves: boolean | null;
                at: string | null;
                reason: string;
            }[];
            mayDecide: boolean;
        };
        SearchHit: {
            record: components["schemas"]["RecordItem"];
            titleMarks: components["schemas"]["SearchMark"][];
            passage: components["schemas"]["SearchPassage"] | null;
        };
        SearchMark: {
            start: number;
            length: number;
        };
        SearchPassage: {
            label: components["schemas"]["Text"];
            text: string;
            marks: components["schemas"]["SearchMark"][];
            cutBefore: boolean;
            cutAfter: boolean;
        };
        Session: {
            account: {
                id: string;
                name: string;
                title: string;
            };
            grants: components["schemas"]["Grant"][];
            permissions: ("read-records" | "write-records" | "read-figures" | "read-reports" | "type-figures" | "export" | "manage-organisations" | "manage-accounts" | "read-journal" | "break-seal" | "write-findings")[];
            csrf: string;
            mustChangePassword: boolean;
            demo: boolean;
            /** Format: date */
            today: string;
            root: string;
            organisation: string;
        };
        SplitValue: {
            figure: string;
            value: string;
            title: components["schemas"]["Text"];
            above: string | null;
            amount: number | null;
            share: number | null;
        };
        StatementLine: {
            account: string;
            title: components["schemas"]["Text"];
            source: string;
            sourceTitle: components["schemas"]["Text"];
            programme: string;
            programmeTitle: components["schemas"]["Text"];
            amount: number;
        };
        Text: {
            zh: string;
            en: string;
        };
        TimelineEntry: {
            n: number;
            /** Format: date-time */
            at: string;
            /** Format: date */
            day: string;
            actor: string;
            action: string;
            actionTitle: components["schemas"]["Text"];
            from: string | null;
            fromTitle: components["schemas"]["Text"] | null;
            to: string | null;
            toTitle: components["schemas"]["Text"] | null;
            note: string;
            changes: {
                field: string;
                title: components["schemas"]["Text"];
                masked: boolean;
                before: (string | number | boolean) | null;
                after: (string | number | boolean) | null;
            }[];
            participants: number;
            due: string | null;
        };
        Todo: {
            record: components["schemas"]["RecordItem"];
            role: string;
            roleTitle: components["schemas"]["Text"];
            action: {
                name: string;
                title: components["schemas"]["Text"];
            } | null;
            deadline: {
                name: string;
                title: components["schemas"]["Text"];
            } | null;
            escalated: boolean;
            due: string | null;
            daysLeft: number | null;
            workingDaysLeft: number | null;
        };
        Voucher: {
            id: string;
            number: string;
            /** Format: date */
            day: string;
            deed: string;
            deedTitle: components["schemas"]["Text"];
            amount: number;
            fund: string;
            fundTitle: string;
            record: string;
            title: string;
            org: string;
            orgName: string;
            programme: string;
            programmeTitle: components["schemas"]["Text"];
            person: string | null;
            account: string;
            reverses: string | null;
            reversedBy: string | null;
            lines: {
                pot: string | null;
                debit: components["schemas"]["Text"];
                credit: components["schemas"]["Text"];
                amount: number;
            }[];
        };
        WorkByMonth: {
            org: string;
            short: string;
            opened: number[];
            closed: number[];
            onTime: (number | null)[];
            yearOnTime: number | null;
        };
    };
    responses: {
        /** @description Problem (RFC 9457) */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    next: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                        backend: string;
                        version: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    renameOrganisation: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOrganisations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description 列出它的下级 / List its children */
                parent?: string;
                /** @description 名称里包含的字 / Part of a name */
                q?: string;
                /** @description 只在其范围内找 / Look only within it */
                within?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Organisation"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addUnit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listProgrammes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Programme"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProgramme: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeWithTypes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRecordType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordType"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRecords: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description 在哪个组织范围内 / Within which organisation */
                org?: string;
                /** @description 记录类型 / Record type */
                type?: string;
                /** @description 项目 / Programme */
                programme?: string;
                /** @description 状态 / State */
                state?: string;
                /** @description true 在办，false 已办结 / true: open ones, false: closed ones */
                open?: boolean;
                /** @description 对象（人员） / About that person */
                subject?: string;
                /** @description 标题里的字，或记录编号 / Part of a title, or a record's number */
                q?: string;
                /** @description 登记日起 / Opened from */
                from?: string;
                /** @description 登记日止 / Opened to */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RecordItem"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createRecord: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRecord"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TimelineEntry"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    actOnRecord: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEntry"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTodos: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Todo"][];
                        next: string | null;
                        overdue: number;
                        soon: number;
                        total: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    attachFile: {
        parameters: {
            query: {
                /** @description 文件名 / The file's name */
                name: string;
                /** @description 操作编号 / Command id */
                command: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkRecord: {
        parameters: {
            query: {
                /** @description 记录类型 / Record type */
                type: string;
                /** @description 登记在哪个组织名下 / Whose record it would be */
                org: string;
                /** @description 对象：人员编号或组织代码 / Whom it is about: a person's id or an organisation's code */
                subject?: string;
                /** @description 年度，不填为今年 / Of which year; this one if left out */
                year?: number;
                /** @description 金额（分） / The amount in fen */
                amount?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        problems: components["schemas"]["Check"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRecordChoices: {
        parameters: {
            query: {
                /** @description 记录类型 / Record type */
                type: string;
                /** @description 登记在哪个组织名下 / Whose record it would stand in */
                org: string;
                /** @description 上一页的 next / The last page's next */
                after?: string;
                /** @description 每页条数 / How many */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RecordChoice"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listFunds: {
        parameters: {
            query?: {
                /** @description 从哪里接着列 / Where the list goes on: the last answer's next */
                after?: string;
                limit?: number;
                /** @description 在哪个组织范围内 / Within which organisation */
                org?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Fund"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundInFull"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFundStatement: {
        parameters: {
            query: {
                /** @description 起始日（收支表须为月初） / From that day; of a statement a month's first */
                from: string;
                /** @description 截止日（收支表须为月末） / To that day; of a statement a month's last */
                to: string;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundStatement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listVouchers: {
        parameters: {
            query?: {
                /** @description 从哪里接着列 / Where the list goes on: the last answer's next */
                after?: string;
                limit?: number;
                /** @description 年份 / The year */
                year?: number;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Voucher"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPots: {
        parameters: {
            query?: {
                /** @description 从哪里接着列 / Where the list goes on: the last answer's next */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Pot"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    drawVouchers: {
        parameters: {
            query: {
                /** @description 年份 / The year */
                year: number;
                /** @description 抽取张数 / How many are drawn */
                size: number;
                /** @description 抽样种子：同样的账簿和种子，抽到的凭证相同 / The same seed draws the same of the same books */
                seed: number;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Voucher"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportFundStatement: {
        parameters: {
            query: {
                /** @description 起始日（收支表须为月初） / From that day; of a statement a month's first */
                from: string;
                /** @description 截止日（收支表须为月末） / To that day; of a statement a month's last */
                to: string;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportBeneficiaries: {
        parameters: {
            query: {
                /** @description 起始日（收支表须为月初） / From that day; of a statement a month's first */
                from: string;
                /** @description 截止日（收支表须为月末） / To that day; of a statement a month's last */
                to: string;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportGifts: {
        parameters: {
            query: {
                /** @description 起始日（收支表须为月初） / From that day; of a statement a month's first */
                from: string;
                /** @description 截止日（收支表须为月末） / To that day; of a statement a month's last */
                to: string;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportSample: {
        parameters: {
            query: {
                /** @description 年份 / The year */
                year: number;
                /** @description 抽取张数 / How many are drawn */
                size: number;
                /** @description 抽样种子：同样的账簿和种子，抽到的凭证相同 / The same seed draws the same of the same books */
                seed: number;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getBooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Books"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReceipt: {
        parameters: {
            query?: {
                /** @description 收据编号 / The receipt's number */
                receipt?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search: {
        parameters: {
            query: {
                cursor?: string;
                limit?: number;
                /** @description 要找的字词，空格分开的都要有 / The words; those parted by blanks must all be there */
                q: string;
                /** @description 在哪个组织范围内 / Within which organisation */
                within?: string;
                /** @description 记录类型 / Record type */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SearchHit"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPersons: {
        parameters: {
            query: {
                cursor?: string;
                limit?: number;
                /** @description 姓名开头的字 / The beginning of a name */
                q: string;
                /** @description 只在其范围内找 / Look only within it */
                within?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Person"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createPerson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    birth?: string | null;
                    phone?: string | null;
                    /** @enum {string} */
                    paper?: "id-card" | "id-card-15" | "residence-permit" | "foreign-residence" | "passport" | "none";
                    number?: string;
                    noNumber?: string;
                    division?: string;
                    contacts?: {
                        kind: string;
                        number: string;
                        doNotCall?: boolean;
                        safeHours?: string;
                        safeWay?: string;
                    }[];
                    address?: string;
                    codes?: {
                        [key: string]: string;
                    };
                    despite?: string[];
                    command: string;
                    org: string;
                    name: string;
                    /** @enum {string} */
                    sex: "female" | "male" | "unknown" | "unstated";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCandidates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    paper?: string;
                    number?: string;
                    phone?: string;
                    name?: string;
                    birth?: string | null;
                    org?: string;
                    except?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Candidate"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPersonFields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fields: {
                            name: string;
                            title: components["schemas"]["Text"];
                            choices: {
                                value: string;
                                title: components["schemas"]["Text"];
                            }[];
                        }[];
                        papers: {
                            value: string;
                            title: components["schemas"]["Text"];
                        }[];
                        noNumberReasons: {
                            value: string;
                            title: components["schemas"]["Text"];
                        }[];
                        contactKinds: {
                            value: string;
                            title: components["schemas"]["Text"];
                        }[];
                        kinship: {
                            value: string;
                            title: components["schemas"]["Text"];
                        }[];
                        relations: {
                            value: string;
                            title: components["schemas"]["Text"];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPersonFile: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonFile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    correctPerson: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    birth?: string | null;
                    /** @enum {string} */
                    paper?: "id-card" | "id-card-15" | "residence-permit" | "foreign-residence" | "passport" | "none";
                    number?: string;
                    noNumber?: string;
                    contacts?: {
                        kind: string;
                        number: string;
                        doNotCall?: boolean;
                        safeHours?: string;
                        safeWay?: string;
                    }[];
                    address?: string;
                    codes?: {
                        [key: string]: string;
                    };
                    despite?: string[];
                    command: string;
                    reason: string;
                    org?: string;
                    name?: string;
                    /** @enum {string} */
                    sex?: "female" | "male" | "unknown" | "unstated";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revealPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportPerson: {
        parameters: {
            query: {
                /** @description 理由 / The reason */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonExport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportPersonWorkbook: {
        parameters: {
            query: {
                /** @description 理由 / The reason */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPersonHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PersonChange"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    mergePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    into: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unmergePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createHousehold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    org: string;
                    address?: string;
                    members: {
                        person: string;
                        kinship: string;
                        /** Format: date */
                        since?: string;
                        until?: string | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    joinHousehold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: string;
                    kinship: string;
                    /** Format: date */
                    since?: string;
                    until?: string | null;
                    command: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    leaveHousehold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: string;
                    /** Format: date */
                    until?: string;
                    command: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    relatePersons: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    other: string;
                    kind: string;
                    /** Format: date */
                    since?: string;
                    note?: string;
                    command: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    partPersons: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    other: string;
                    kind: string;
                    /** Format: date */
                    until?: string;
                    command: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    linkAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    account: string;
                    command: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    unlinkAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    uploadPersons: {
        parameters: {
            query: {
                /** @description 登记在哪个组织 / For which organisation */
                org: string;
                /** @description 文件名 / The file's name */
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPersonImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getImportColumns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        columns: {
                            title: string;
                            guess: string;
                            sample: string[];
                        }[];
                        fields: {
                            name: string;
                            title: components["schemas"]["Text"];
                            required: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    org: string;
                    mapping: {
                        [key: string]: string;
                    };
                    /** @enum {string} */
                    doubles?: "refuse" | "skip" | "add";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    commitImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    org: string;
                    mapping: {
                        [key: string]: string;
                    };
                    /** @enum {string} */
                    doubles?: "refuse" | "skip" | "add";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    undoImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFigureValues: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 起 / From */
                from: string;
                /** @description 止 / To */
                to: string;
                /** @description 只要这些指标 / Only these figures */
                figures?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        org: string;
                        orgName: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        items: components["schemas"]["FigureValue"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFigureTree: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 起 / From */
                from: string;
                /** @description 止 / To */
                to: string;
                /** @description 只要这些指标 / Only these figures */
                figures?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        figures: string[];
                        items: {
                            org: string;
                            short: string;
                            level: string;
                            parent: string;
                            values: (number | null)[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFigure: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 起 / From */
                from: string;
                /** @description 止 / To */
                to: string;
                /** @description 按下级或按月 / By organisation or by month */
                by?: "children" | "months";
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        value: number | null;
                        text: string;
                        numerator?: number;
                        denominator?: number;
                        figure: components["schemas"]["Figure"];
                        org: string;
                        orgName: string;
                        /** @enum {string} */
                        by: "children" | "months";
                        items: components["schemas"]["FigurePart"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listFigureRecords: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 起 / From */
                from: string;
                /** @description 止 / To */
                to: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FigureLine"][];
                        next: string | null;
                        sealed: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDashboard: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 年份 / The year */
                year: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        org: string;
                        orgName: string;
                        year: number;
                        months: string[];
                        whole: components["schemas"]["WorkByMonth"];
                        series: components["schemas"]["WorkByMonth"][];
                        opened: number;
                        closed: number;
                        onTime: {
                            value: number | null;
                            numerator: number;
                            denominator: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listFigures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Figure"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportFigures: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 起 / From */
                from: string;
                /** @description 止 / To */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listReports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            title: components["schemas"]["Text"];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReport: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 年份 / The year */
                year: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    typeNumber: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 年份 / The year */
                year: number;
            };
            header?: never;
            path: {
                name: string;
                slot: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    value: number | null;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportReport: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 年份 / The year */
                year: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportLedger: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 登记日起 / Opened from */
                from: string;
                /** @description 登记日止 / Opened to */
                to: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description 只看其范围内的账号 / Only accounts within it */
                within?: string;
                /** @description 账号名或姓名 / Part of a name or title */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Account"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    name: string;
                    title: string;
                    password: string;
                    grants: {
                        role: string;
                        org: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    title?: string;
                    active?: boolean;
                    password?: string;
                    grants?: {
                        role: string;
                        org: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Role"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOfficers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Recovery"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    nameOfficers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    officers: string[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Recovery"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSealRequests: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SealRequest"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSealRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SealRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    refuseSeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SealRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askForSeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "open" | "opened" | "refused" | "expired" | "ended";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    approveSeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "open" | "opened" | "refused" | "expired" | "ended";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    admitToTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    account: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    dismissFromTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    account: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listTeamCandidates: {
        parameters: {
            query: {
                /** @description 姓名或账号里的字 / Part of a name */
                q: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            account: string;
                            title: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listReceivers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Receiver"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFigureSplits: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 起 / From */
                from: string;
                /** @description 止 / To */
                to: string;
                /** @description 供公布：小数不显示 / For publishing: small counts are left out */
                published?: boolean;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        figure: components["schemas"]["Figure"];
                        org: string;
                        orgName: string;
                        amount: number | null;
                        splits: components["schemas"]["FigureSplit"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportComparison: {
        parameters: {
            query: {
                /** @description 组织代码 / The organisation */
                org: string;
                /** @description 前一年 / The earlier year */
                before: number;
                /** @description 后一年 / The later year */
                year: number;
                /** @description 供公布：小数不显示 / For publishing: small counts are left out */
                published?: boolean;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listNotices: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notice"][];
                        next: string | null;
                        unseen: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    seeNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    upTo: string;
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listJournal: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["JournalEntry"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyJournal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: number;
                        intact: boolean;
                        firstBroken: number | null;
                        head: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listBatchItems: {
        parameters: {
            query?: {
                /** @description 从哪里接着列 / Where the list goes on: the last answer's next */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BatchItem"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    gatherBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        taken: number;
                        leftOut: {
                            text: components["schemas"]["Text"];
                            count: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeBatchItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record: string;
                n: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    sendBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sent: number;
                        failed: {
                            record: string;
                            text: components["schemas"]["Text"];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getBatchFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerBatch: {
        parameters: {
            query?: {
                /** @description true 只核对，不登记 / true: look only */
                check?: boolean;
            };
            header?: never;
            path: {
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        arrived: number;
                        bounced: number;
                        problems: {
                            line: number;
                            column: number;
                            text: components["schemas"]["Text"];
                        }[];
                        failed: {
                            record: string;
                            text: components["schemas"]["Text"];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalSetup"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPortalPlaces: {
        parameters: {
            query?: {
                /** @description 上一级的代码 / The code of the place above */
                parent?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            code: string;
                            name: string;
                            /** @enum {string} */
                            level: "nation" | "province" | "city" | "county" | "township" | "village" | "grid" | "unit";
                            takes: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPortalPlace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        name: string;
                        takes: boolean;
                        address: string;
                        phone: string;
                        hours: components["schemas"]["Text"];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    makePortalCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        shown: string;
                        ticket: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askThroughPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PortalWish"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    followPortalRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    writeThroughPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stepThroughPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    step: string;
                    note?: string;
                    fields?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addPaperThroughPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMessages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    writeMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPublicFunds: {
        parameters: {
            query?: {
                /** @description 哪个地方 / Which place */
                place?: string;
                /** @description 上一页的 next / The last page's next */
                after?: string;
                /** @description 每页条数 / How many */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PublicFund"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPublicFund: {
        parameters: {
            query?: {
                /** @description 哪一年，不写是今年 / Which year; this one when left out */
                year?: number;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicFundYear"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    followGift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiftQuestion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicGift"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPublicNotices: {
        parameters: {
            query?: {
                /** @description 哪个地方 / Which place */
                place?: string;
                /** @description 上一页的 next / The last page's next */
                after?: string;
                /** @description 每页条数 / How many */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PublicNotice"][];
                        next: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    objectToNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notice: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Objection"];
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listDemoAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            password: string;
                            title: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOpenapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
