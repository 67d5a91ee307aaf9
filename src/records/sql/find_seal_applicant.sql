SELECT wrapped FROM seal_applicants WHERE record = $1
