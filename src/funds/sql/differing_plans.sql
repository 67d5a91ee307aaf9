SELECT fund, year
FROM (SELECT p.fund, v.plan_year AS year, v.programme, CASE WHEN v.reverses IS NULL THEN p.amount ELSE -p.amount END AS used
      FROM postings p JOIN vouchers v ON v.id = p.voucher
      WHERE p.debit IN (2, 6, 21) AND p.credit IN (1, 3) AND v.reverses IS NULL
         OR p.credit IN (2, 6, 21) AND p.debit IN (1, 3) AND v.reverses IS NOT NULL
      UNION ALL
      SELECT p.fund, v.plan_year, '', CASE WHEN v.reverses IS NULL THEN p.amount ELSE -p.amount END
      FROM postings p JOIN vouchers v ON v.id = p.voucher
      WHERE v.programme <> '' AND (p.debit IN (2, 6, 21) AND p.credit IN (1, 3) AND v.reverses IS NULL
                                   OR p.credit IN (2, 6, 21) AND p.debit IN (1, 3) AND v.reverses IS NOT NULL)
      UNION ALL SELECT fund, year, programme, -used FROM fund_plans) x
GROUP BY fund, year, programme
HAVING sum(used) <> 0
ORDER BY fund, year
LIMIT 100
