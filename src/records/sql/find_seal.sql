SELECT public_half FROM seals WHERE record = $1
