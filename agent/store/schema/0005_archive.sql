-- The accountant's period: money by the day it came.
CREATE INDEX payment_day ON payment(day);
