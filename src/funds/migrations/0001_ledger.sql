-- Funds are kept by the number of the record that opened them. Days are counted from 1970-01-01, months as year * 12 + month - 1,
-- money in fen. What must hold for every posting is held by the triggers below, whoever writes.
CREATE TABLE funds (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    org BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind IN (0, 1)),
    opens BIGINT NOT NULL,
    until BIGINT NOT NULL,
    closed BIGINT,
    closed_through BIGINT NOT NULL,
    last_day BIGINT NOT NULL,
    below BIGINT NOT NULL CHECK (below IN (0, 1))
);
CREATE INDEX funds_by_org ON funds (org, id);

-- What a fund may be spent for, and since when: what came in before is not for it. A fund without any may be spent for everything.
CREATE TABLE fund_programmes (
    fund BIGINT NOT NULL REFERENCES funds (id),
    programme TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (fund, programme)
) /*sqlite: WITHOUT ROWID*/;

-- Money that came in together. '' and 0: for no programme and nobody in particular. id 0: the fund's own money.
CREATE TABLE fund_pots (
    fund BIGINT NOT NULL REFERENCES funds (id),
    id BIGINT NOT NULL,
    income BIGINT NOT NULL,
    source TEXT NOT NULL,
    programme TEXT NOT NULL,
    person BIGINT NOT NULL,
    until BIGINT NOT NULL,
    unit BIGINT CHECK (unit > 0),
    day BIGINT NOT NULL,
    money_left BIGINT NOT NULL CHECK (money_left >= 0),
    PRIMARY KEY (fund, id)
) /*sqlite: WITHOUT ROWID*/;
CREATE UNIQUE INDEX fund_pots_by_id ON fund_pots (id) WHERE id <> 0;
CREATE INDEX fund_pots_newest ON fund_pots (fund, day, id);
CREATE INDEX fund_pots_ready ON fund_pots (fund, person, programme, until, day, id) WHERE money_left > 0;

-- Codes 11 to 19 are those of income: their credits are never below their debits; of all others it is the other way about.
CREATE TABLE fund_accounts (
    fund BIGINT NOT NULL,
    pot BIGINT NOT NULL,
    code BIGINT NOT NULL CHECK (code IN (1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24)),
    debits BIGINT NOT NULL,
    credits BIGINT NOT NULL,
    PRIMARY KEY (fund, pot, code),
    FOREIGN KEY (fund, pot) REFERENCES fund_pots (fund, id),
    CONSTRAINT fund_accounts_side CHECK (CASE WHEN code BETWEEN 11 AND 19 THEN credits >= debits ELSE debits >= credits END)
) /*sqlite: WITHOUT ROWID*/;

CREATE TABLE fund_totals (
    fund BIGINT NOT NULL REFERENCES funds (id),
    code BIGINT NOT NULL,
    debits BIGINT NOT NULL,
    credits BIGINT NOT NULL,
    PRIMARY KEY (fund, code)
) /*sqlite: WITHOUT ROWID*/;

CREATE TABLE fund_months (
    fund BIGINT NOT NULL REFERENCES funds (id),
    month BIGINT NOT NULL,
    code BIGINT NOT NULL,
    source TEXT NOT NULL,
    programme TEXT NOT NULL,
    debits BIGINT NOT NULL,
    credits BIGINT NOT NULL,
    PRIMARY KEY (fund, month, code, source, programme)
) /*sqlite: WITHOUT ROWID*/;

-- What was spent or sent in a year, in all ('') and by programme, and what may be; without a plan: anything.
CREATE TABLE fund_plans (
    fund BIGINT NOT NULL REFERENCES funds (id),
    year BIGINT NOT NULL,
    programme TEXT NOT NULL,
    planned BIGINT,
    used BIGINT NOT NULL CHECK (used >= 0),
    PRIMARY KEY (fund, year, programme),
    CONSTRAINT fund_plans_kept CHECK (used <= planned)
) /*sqlite: WITHOUT ROWID*/;

CREATE TABLE vouchers (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    fund BIGINT NOT NULL REFERENCES funds (id),
    year BIGINT NOT NULL,
    n BIGINT NOT NULL,
    day BIGINT NOT NULL,
    month BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account BIGINT NOT NULL,
    record BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    item BIGINT NOT NULL,
    org BIGINT NOT NULL,
    person BIGINT,
    programme TEXT NOT NULL,
    deed BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    plan_year BIGINT NOT NULL,
    reverses BIGINT UNIQUE REFERENCES vouchers (id),
    UNIQUE (fund, year, n),
    UNIQUE (record, entry, item),
    CHECK (month / 12 = year)
);

CREATE TABLE postings (
    voucher BIGINT NOT NULL REFERENCES vouchers (id),
    line BIGINT NOT NULL,
    fund BIGINT NOT NULL,
    pot BIGINT NOT NULL,
    debit BIGINT NOT NULL,
    credit BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    PRIMARY KEY (voucher, line),
    FOREIGN KEY (fund, pot) REFERENCES fund_pots (fund, id),
    CHECK (debit <> credit)
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX postings_of_pot ON postings (fund, pot, voucher);

CREATE TABLE receipts (
    org BIGINT NOT NULL,
    year BIGINT NOT NULL,
    n BIGINT NOT NULL,
    voucher BIGINT NOT NULL UNIQUE REFERENCES vouchers (id),
    PRIMARY KEY (org, year, n)
) /*sqlite: WITHOUT ROWID*/;

/*sqlite:
CREATE TRIGGER vouchers_checked BEFORE INSERT ON vouchers BEGIN
    SELECT RAISE(ABORT, 'ledger: what is written stays') WHERE EXISTS (SELECT 1 FROM vouchers WHERE id = NEW.id);
    SELECT RAISE(ABORT, 'ledger: a number was left out')
    WHERE NEW.n <> 1 + coalesce((SELECT max(n) FROM vouchers WHERE fund = NEW.fund AND year = NEW.year), 0);
    SELECT RAISE(ABORT, 'ledger: outside the open period')
    FROM funds f
    WHERE f.id = NEW.fund AND (NEW.day <= f.closed_through OR f.closed IS NOT NULL OR NEW.day < f.opens OR (NEW.day > f.until AND NEW.deed IN (1, 2, 3, 5, 6, 8, 9, 12, 16)));
    SELECT RAISE(ABORT, 'ledger: out of order') FROM funds f WHERE f.id = NEW.fund AND NEW.day < f.last_day;
    SELECT RAISE(ABORT, 'ledger: the voucher before has lines missing')
    FROM vouchers v
    WHERE v.fund = NEW.fund AND v.year = NEW.year AND v.n = NEW.n - 1 AND v.amount <> (SELECT coalesce(sum(p.amount), 0) FROM postings p WHERE p.voucher = v.id);
    SELECT RAISE(ABORT, 'ledger: mirrors nothing')
    WHERE (NEW.deed = 15) <> (NEW.reverses IS NOT NULL)
       OR NEW.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM vouchers o
                                                   WHERE o.id = NEW.reverses AND o.fund = NEW.fund AND o.record = NEW.record AND o.amount = NEW.amount AND o.reverses IS NULL);
END;
CREATE TRIGGER vouchers_booked AFTER INSERT ON vouchers BEGIN
    UPDATE funds SET last_day = NEW.day WHERE id = NEW.fund AND last_day < NEW.day;
END;
CREATE TRIGGER postings_checked BEFORE INSERT ON postings BEGIN
    SELECT RAISE(ABORT, 'ledger: what is written stays') WHERE EXISTS (SELECT 1 FROM postings WHERE voucher = NEW.voucher AND line = NEW.line);
    SELECT RAISE(ABORT, 'ledger: of another fund') WHERE NOT EXISTS (SELECT 1 FROM vouchers v WHERE v.id = NEW.voucher AND v.fund = NEW.fund);
    SELECT RAISE(ABORT, 'ledger: the voucher is complete')
    FROM vouchers v
    WHERE v.id = NEW.voucher AND (v.amount < NEW.amount + (SELECT coalesce(sum(p.amount), 0) FROM postings p WHERE p.voucher = v.id)
                                  OR EXISTS (SELECT 1 FROM vouchers x WHERE x.fund = v.fund AND x.year = v.year AND x.n > v.n)
                                  OR EXISTS (SELECT 1 FROM vouchers x WHERE x.fund = v.fund AND x.year > v.year));
    SELECT RAISE(ABORT, 'ledger: outside the open period')
    FROM vouchers v JOIN funds f ON f.id = v.fund
    WHERE v.id = NEW.voucher AND (v.day <= f.closed_through OR f.closed IS NOT NULL);
    SELECT RAISE(ABORT, 'ledger: mirrors nothing')
    FROM vouchers v
    WHERE v.id = NEW.voucher AND v.reverses IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM postings o
                      WHERE o.voucher = v.reverses AND o.line = NEW.line AND o.pot = NEW.pot AND o.debit = NEW.credit AND o.credit = NEW.debit AND o.amount = NEW.amount);
    SELECT RAISE(ABORT, 'ledger: not meant for this')
    FROM vouchers v JOIN fund_pots p ON p.fund = NEW.fund AND p.id = NEW.pot
    WHERE v.id = NEW.voucher AND v.reverses IS NULL AND NEW.credit IN (1, 3)
      AND (NEW.debit IN (2, 6, 21) AND (p.programme NOT IN ('', v.programme) OR p.person NOT IN (0, coalesce(v.person, 0)) OR p.until < v.day
                                        OR (EXISTS (SELECT 1 FROM fund_programmes f WHERE f.fund = NEW.fund)
                                            AND NOT EXISTS (SELECT 1 FROM fund_programmes f
                                                            WHERE f.fund = NEW.fund AND f.programme = v.programme AND (p.id = 0 OR f.since <= p.day))))
           OR NEW.debit = 22 AND (p.programme <> '' OR p.person <> 0 OR p.until < v.day));
END;
CREATE TRIGGER postings_posted AFTER INSERT ON postings BEGIN
    INSERT INTO fund_accounts (fund, pot, code, debits, credits) VALUES (NEW.fund, NEW.pot, NEW.debit, 0, 0), (NEW.fund, NEW.pot, NEW.credit, 0, 0) ON CONFLICT DO NOTHING;
    UPDATE fund_accounts SET debits = debits + NEW.amount WHERE fund = NEW.fund AND pot = NEW.pot AND code = NEW.debit;
    UPDATE fund_accounts SET credits = credits + NEW.amount WHERE fund = NEW.fund AND pot = NEW.pot AND code = NEW.credit;
    UPDATE fund_pots SET money_left = money_left + CASE WHEN NEW.debit = 1 THEN NEW.amount ELSE -NEW.amount END
    WHERE fund = NEW.fund AND id = NEW.pot AND 1 IN (NEW.debit, NEW.credit);
    INSERT INTO fund_totals (fund, code, debits, credits) VALUES (NEW.fund, NEW.debit, NEW.amount, 0), (NEW.fund, NEW.credit, 0, NEW.amount)
    ON CONFLICT (fund, code) DO UPDATE SET debits = debits + excluded.debits, credits = credits + excluded.credits;
    INSERT INTO fund_months (fund, month, code, source, programme, debits, credits)
    SELECT NEW.fund, v.month, NEW.debit, p.source, v.programme, NEW.amount, 0
    FROM vouchers v, fund_pots p WHERE v.id = NEW.voucher AND p.fund = NEW.fund AND p.id = NEW.pot
    UNION ALL
    SELECT NEW.fund, v.month, NEW.credit, p.source, v.programme, 0, NEW.amount
    FROM vouchers v, fund_pots p WHERE v.id = NEW.voucher AND p.fund = NEW.fund AND p.id = NEW.pot
    ON CONFLICT (fund, month, code, source, programme) DO UPDATE SET debits = debits + excluded.debits, credits = credits + excluded.credits;
    INSERT INTO fund_plans (fund, year, programme, planned, used)
    SELECT NEW.fund, v.plan_year, '', NULL, 0 FROM vouchers v WHERE v.id = NEW.voucher AND NEW.debit IN (2, 6, 21) AND NEW.credit IN (1, 3)
    UNION
    SELECT NEW.fund, v.plan_year, v.programme, NULL, 0 FROM vouchers v WHERE v.id = NEW.voucher AND NEW.debit IN (2, 6, 21) AND NEW.credit IN (1, 3)
    ON CONFLICT DO NOTHING;
    UPDATE fund_plans SET used = used + NEW.amount
    WHERE NEW.debit IN (2, 6, 21) AND NEW.credit IN (1, 3) AND fund = NEW.fund
      AND year = (SELECT plan_year FROM vouchers WHERE id = NEW.voucher) AND programme IN ('', (SELECT programme FROM vouchers WHERE id = NEW.voucher));
    UPDATE fund_plans SET used = used - NEW.amount
    WHERE NEW.credit IN (2, 6, 21) AND NEW.debit IN (1, 3) AND fund = NEW.fund AND EXISTS (SELECT 1 FROM vouchers WHERE id = NEW.voucher AND reverses IS NOT NULL)
      AND year = (SELECT plan_year FROM vouchers WHERE id = NEW.voucher) AND programme IN ('', (SELECT programme FROM vouchers WHERE id = NEW.voucher));
END;
CREATE TRIGGER receipts_checked BEFORE INSERT ON receipts BEGIN
    SELECT RAISE(ABORT, 'ledger: a number was left out')
    WHERE NEW.n <> 1 + coalesce((SELECT max(n) FROM receipts WHERE org = NEW.org AND year = NEW.year), 0);
    SELECT RAISE(ABORT, 'ledger: what is written stays') WHERE EXISTS (SELECT 1 FROM receipts WHERE voucher = NEW.voucher);
END;
CREATE TRIGGER vouchers_kept BEFORE UPDATE ON vouchers BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER vouchers_stay BEFORE DELETE ON vouchers BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER postings_kept BEFORE UPDATE ON postings BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER postings_stay BEFORE DELETE ON postings BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER receipts_kept BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER funds_stay BEFORE DELETE ON funds BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER fund_pots_stay BEFORE DELETE ON fund_pots BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER fund_plans_stay BEFORE DELETE ON fund_plans BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER fund_programmes_kept BEFORE UPDATE ON fund_programmes BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER fund_programmes_stay BEFORE DELETE ON fund_programmes BEGIN SELECT RAISE(ABORT, 'ledger: what is written stays'); END;
CREATE TRIGGER fund_pots_kept BEFORE UPDATE ON fund_pots BEGIN
    SELECT RAISE(ABORT, 'ledger: a restriction stays')
    WHERE NEW.fund <> OLD.fund OR NEW.id <> OLD.id OR NEW.income <> OLD.income OR NEW.source <> OLD.source OR NEW.programme <> OLD.programme OR NEW.until <> OLD.until
       OR NEW.unit IS NOT OLD.unit OR NEW.day <> OLD.day OR (NEW.person = 0) <> (OLD.person = 0);
END;
CREATE TRIGGER funds_kept BEFORE UPDATE ON funds BEGIN
    SELECT RAISE(ABORT, 'ledger: what is closed stays closed')
    WHERE NEW.id <> OLD.id OR NEW.org <> OLD.org OR NEW.kind <> OLD.kind OR NEW.opens <> OLD.opens OR NEW.until <> OLD.until OR NEW.last_day < OLD.last_day
       OR NEW.closed_through < OLD.closed_through OR (OLD.closed IS NOT NULL AND NEW.closed IS NOT OLD.closed);
END;
*/
/*postgres:
CREATE FUNCTION ledger_check_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.n <> 1 + coalesce((SELECT max(n) FROM vouchers WHERE fund = NEW.fund AND year = NEW.year), 0) THEN
        RAISE EXCEPTION 'ledger: a number was left out' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM funds f
               WHERE f.id = NEW.fund AND (NEW.day <= f.closed_through OR f.closed IS NOT NULL OR NEW.day < f.opens OR (NEW.day > f.until AND NEW.deed IN (1, 2, 3, 5, 6, 8, 9, 12, 16)))) THEN
        RAISE EXCEPTION 'ledger: outside the open period' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM funds f WHERE f.id = NEW.fund AND NEW.day < f.last_day) THEN
        RAISE EXCEPTION 'ledger: out of order' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM vouchers v
               WHERE v.fund = NEW.fund AND v.year = NEW.year AND v.n = NEW.n - 1 AND v.amount <> (SELECT coalesce(sum(p.amount), 0) FROM postings p WHERE p.voucher = v.id)) THEN
        RAISE EXCEPTION 'ledger: the voucher before has lines missing' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.deed = 15) <> (NEW.reverses IS NOT NULL)
       OR NEW.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM vouchers o
                                                   WHERE o.id = NEW.reverses AND o.fund = NEW.fund AND o.record = NEW.record AND o.amount = NEW.amount AND o.reverses IS NULL) THEN
        RAISE EXCEPTION 'ledger: mirrors nothing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vouchers_checked BEFORE INSERT ON vouchers FOR EACH ROW EXECUTE FUNCTION ledger_check_voucher();
CREATE FUNCTION ledger_book_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE funds SET last_day = NEW.day WHERE id = NEW.fund AND last_day < NEW.day;
    RETURN NULL;
END $$;
CREATE TRIGGER vouchers_booked AFTER INSERT ON vouchers FOR EACH ROW EXECUTE FUNCTION ledger_book_voucher();
CREATE FUNCTION ledger_check_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v vouchers%ROWTYPE;
    p fund_pots%ROWTYPE;
BEGIN
    SELECT * INTO v FROM vouchers WHERE id = NEW.voucher;
    IF v.fund IS DISTINCT FROM NEW.fund THEN
        RAISE EXCEPTION 'ledger: of another fund' USING ERRCODE = 'check_violation';
    END IF;
    IF v.amount < NEW.amount + (SELECT coalesce(sum(o.amount), 0) FROM postings o WHERE o.voucher = v.id)
       OR EXISTS (SELECT 1 FROM vouchers x WHERE x.fund = v.fund AND x.year = v.year AND x.n > v.n)
                                  OR EXISTS (SELECT 1 FROM vouchers x WHERE x.fund = v.fund AND x.year > v.year) THEN
        RAISE EXCEPTION 'ledger: the voucher is complete' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM funds f WHERE f.id = v.fund AND (v.day <= f.closed_through OR f.closed IS NOT NULL)) THEN
        RAISE EXCEPTION 'ledger: outside the open period' USING ERRCODE = 'check_violation';
    END IF;
    IF v.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM postings o
                                              WHERE o.voucher = v.reverses AND o.line = NEW.line AND o.pot = NEW.pot AND o.debit = NEW.credit AND o.credit = NEW.debit AND o.amount = NEW.amount) THEN
        RAISE EXCEPTION 'ledger: mirrors nothing' USING ERRCODE = 'check_violation';
    END IF;
    IF v.reverses IS NULL AND NEW.credit IN (1, 3) AND NEW.debit IN (2, 6, 21, 22) THEN
        SELECT * INTO p FROM fund_pots WHERE fund = NEW.fund AND id = NEW.pot;
        IF NEW.debit = 22 AND (p.programme <> '' OR p.person <> 0 OR p.until < v.day)
           OR NEW.debit <> 22 AND (p.programme NOT IN ('', v.programme) OR p.person NOT IN (0, coalesce(v.person, 0)) OR p.until < v.day
                                   OR (EXISTS (SELECT 1 FROM fund_programmes f WHERE f.fund = NEW.fund)
                                       AND NOT EXISTS (SELECT 1 FROM fund_programmes f
                                                       WHERE f.fund = NEW.fund AND f.programme = v.programme AND (p.id = 0 OR f.since <= p.day)))) THEN
            RAISE EXCEPTION 'ledger: not meant for this' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER postings_checked BEFORE INSERT ON postings FOR EACH ROW EXECUTE FUNCTION ledger_check_posting();
CREATE FUNCTION ledger_post() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v vouchers%ROWTYPE;
    pot_source TEXT;
BEGIN
    SELECT * INTO v FROM vouchers WHERE id = NEW.voucher;
    SELECT source INTO pot_source FROM fund_pots WHERE fund = NEW.fund AND id = NEW.pot;
    INSERT INTO fund_accounts (fund, pot, code, debits, credits) VALUES (NEW.fund, NEW.pot, NEW.debit, 0, 0), (NEW.fund, NEW.pot, NEW.credit, 0, 0) ON CONFLICT DO NOTHING;
    UPDATE fund_accounts SET debits = debits + NEW.amount WHERE fund = NEW.fund AND pot = NEW.pot AND code = NEW.debit;
    UPDATE fund_accounts SET credits = credits + NEW.amount WHERE fund = NEW.fund AND pot = NEW.pot AND code = NEW.credit;
    IF 1 IN (NEW.debit, NEW.credit) THEN
        UPDATE fund_pots SET money_left = money_left + CASE WHEN NEW.debit = 1 THEN NEW.amount ELSE -NEW.amount END WHERE fund = NEW.fund AND id = NEW.pot;
    END IF;
    INSERT INTO fund_totals AS t (fund, code, debits, credits) VALUES (NEW.fund, NEW.debit, NEW.amount, 0), (NEW.fund, NEW.credit, 0, NEW.amount)
    ON CONFLICT (fund, code) DO UPDATE SET debits = t.debits + excluded.debits, credits = t.credits + excluded.credits;
    INSERT INTO fund_months AS m (fund, month, code, source, programme, debits, credits)
    VALUES (NEW.fund, v.month, NEW.debit, pot_source, v.programme, NEW.amount, 0), (NEW.fund, v.month, NEW.credit, pot_source, v.programme, 0, NEW.amount)
    ON CONFLICT (fund, month, code, source, programme) DO UPDATE SET debits = m.debits + excluded.debits, credits = m.credits + excluded.credits;
    IF NEW.debit IN (2, 6, 21) AND NEW.credit IN (1, 3) THEN
        INSERT INTO fund_plans (fund, year, programme, planned, used) VALUES (NEW.fund, v.plan_year, '', NULL, 0), (NEW.fund, v.plan_year, v.programme, NULL, 0) ON CONFLICT DO NOTHING;
        UPDATE fund_plans SET used = used + NEW.amount WHERE fund = NEW.fund AND year = v.plan_year AND programme IN ('', v.programme);
    ELSIF NEW.credit IN (2, 6, 21) AND NEW.debit IN (1, 3) AND v.reverses IS NOT NULL THEN
        UPDATE fund_plans SET used = used - NEW.amount WHERE fund = NEW.fund AND year = v.plan_year AND programme IN ('', v.programme);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER postings_posted AFTER INSERT ON postings FOR EACH ROW EXECUTE FUNCTION ledger_post();
CREATE FUNCTION ledger_check_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.n <> 1 + coalesce((SELECT max(n) FROM receipts WHERE org = NEW.org AND year = NEW.year), 0) THEN
        RAISE EXCEPTION 'ledger: a number was left out' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER receipts_checked BEFORE INSERT ON receipts FOR EACH ROW EXECUTE FUNCTION ledger_check_receipt();
CREATE FUNCTION ledger_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: what is written stays' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER vouchers_kept BEFORE UPDATE OR DELETE ON vouchers FOR EACH ROW EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER postings_kept BEFORE UPDATE OR DELETE ON postings FOR EACH ROW EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER receipts_kept BEFORE UPDATE OR DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER vouchers_stay BEFORE TRUNCATE ON vouchers FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER postings_stay BEFORE TRUNCATE ON postings FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER receipts_stay BEFORE TRUNCATE ON receipts FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER funds_stay BEFORE DELETE ON funds FOR EACH ROW EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER fund_pots_stay BEFORE DELETE ON fund_pots FOR EACH ROW EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER fund_plans_stay BEFORE DELETE ON fund_plans FOR EACH ROW EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER fund_programmes_kept BEFORE UPDATE OR DELETE ON fund_programmes FOR EACH ROW EXECUTE FUNCTION ledger_keep();
CREATE FUNCTION ledger_keep_pot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.fund, NEW.id, NEW.income, NEW.source, NEW.programme, NEW.until, NEW.day) <> (OLD.fund, OLD.id, OLD.income, OLD.source, OLD.programme, OLD.until, OLD.day)
       OR NEW.unit IS DISTINCT FROM OLD.unit OR (NEW.person = 0) <> (OLD.person = 0) THEN
        RAISE EXCEPTION 'ledger: a restriction stays' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fund_pots_kept BEFORE UPDATE ON fund_pots FOR EACH ROW EXECUTE FUNCTION ledger_keep_pot();
CREATE FUNCTION ledger_keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.org, NEW.kind, NEW.opens, NEW.until) <> (OLD.id, OLD.org, OLD.kind, OLD.opens, OLD.until) OR NEW.last_day < OLD.last_day
       OR NEW.closed_through < OLD.closed_through OR (OLD.closed IS NOT NULL AND NEW.closed IS DISTINCT FROM OLD.closed) THEN
        RAISE EXCEPTION 'ledger: what is closed stays closed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_kept BEFORE UPDATE ON funds FOR EACH ROW EXECUTE FUNCTION ledger_keep_closed();
*/
