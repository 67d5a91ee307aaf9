INSERT INTO batch_lists (batch, fund, about) VALUES ($1, $2, $3) ON CONFLICT (batch) DO UPDATE SET fund = excluded.fund, about = excluded.about
