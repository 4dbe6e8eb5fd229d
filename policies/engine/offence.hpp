// Offences 违法违规情形 that the insurance administration's campaigns look for, as keys that a
// rule's header names in "stops". P: of the pharmacy, I: of an insured person, G: of a gang, X:
// across regions.
#pragma once

#include <array>
#include <string_view>

namespace tillgate::policies {

struct Offence {
  std::string_view key, zh, en;
};

inline constexpr std::array<Offence, 12> offences{{
    {"P1", "串换药品、以其他商品顶替", "other goods put through as medicine the fund pays"},
    {"P2", "无处方或伪造处方", "no prescription, or a made-up one"},
    {"P3", "超出支付范围和限额", "paid beyond what the catalogue and the limits allow"},
    {"P4", "不核验凭证、不实名", "nobody verified, no real name"},
    {"P5", "空刷套现、换购", "card swiped without goods, cash or other goods handed back"},
    {"P6", "替他店或中止协议的店结算", "settling for another shop, or without a contract in force"},
    {"P7", "违反药品和价格管理的其他情形", "other breaches of medicine and price rules"},
    {"I1", "个人伪造、变造凭证处方", "papers forged or altered by a person"},
    {"I2", "冒用、出借医保凭证", "a credential lent or used by another"},
    {"I3", "倒卖药品、退药换钱换物", "medicine resold, or returned for money or goods"},
    {"G", "团伙收卡盗刷", "collected cards swiped by a gang"},
    {"X", "异地盗刷倒卖", "credentials of other regions swiped for resale"},
}};

constexpr const Offence* offence_named(std::string_view key) noexcept {
  for (const Offence& offence : offences)
    if (offence.key == key) return &offence;
  return nullptr;
}

}  // namespace tillgate::policies
