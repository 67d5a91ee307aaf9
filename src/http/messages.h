// What the HTTP room itself says. The codes are stable.
#pragma once

#include "base/error.h"

namespace niangjia::http::messages {

inline constexpr Message malformed{ErrorKind::Invalid, "http.malformed",
                                   "请求格式错误：{}。请更新客户端或检查网络代理",
                                   "Malformed request: {}. Update the client or check the proxy"};
inline constexpr Message head_too_large{
    ErrorKind::TooLarge, "http.head-too-large", "请求头超过 {} KiB，请缩短网址或清除本站 Cookie 后重试",
    "The request head is over {} KiB; shorten the address or clear this site's cookies"};
inline constexpr Message body_too_large{ErrorKind::TooLarge, "http.body-too-large",
                                        "提交的内容超过 {} MiB 的上限，请缩小后再提交",
                                        "What was sent is over the limit of {} MiB; make it smaller"};
inline constexpr Message media_type{ErrorKind::Invalid, "http.media-type", "不接受内容类型“{}”，请使用：{}",
                                    "Content type '{}' is not accepted; use: {}"};
inline constexpr Message unknown_path{ErrorKind::NotFound, "http.unknown-path",
                                      "没有这个地址：{}，请检查网址",
                                      "There is nothing at {}; check the address"};
inline constexpr Message method{ErrorKind::Refused, "http.method-not-allowed",
                                "此地址不支持 {} 方法，可用：{}", "This address does not do {}; it does: {}"};
inline constexpr Message csrf{ErrorKind::Forbidden, "http.csrf", "安全校验未通过，请刷新页面后重试",
                              "The X-CSRF header is missing or wrong; reload the page and try again"};
inline constexpr Message if_match_required{ErrorKind::Invalid, "http.if-match-required",
                                           "修改前须先读取最新版本：请在 If-Match 请求头中带上版本号",
                                           "Read it first: send its version in the If-Match header"};
inline constexpr Message if_match_malformed{ErrorKind::Invalid, "http.if-match-malformed",
                                            "If-Match 请求头应写成 \"7\" 这样的版本号",
                                            "If-Match must be a version such as \"7\""};
inline constexpr Message unknown_parameter{ErrorKind::Invalid, "http.unknown-parameter",
                                           "没有参数“{}”，请去掉",
                                           "There is no parameter '{}'; leave it out"};
inline constexpr Message parameter_twice{ErrorKind::Invalid, "http.parameter-twice",
                                         "参数“{}”重复出现，请只保留一个",
                                         "The parameter '{}' appears twice; keep one"};
inline constexpr Message parameter_missing{ErrorKind::Invalid, "http.parameter-missing",
                                           "缺少参数“{}”，请补上", "The parameter '{}' is missing; add it"};
inline constexpr Message cursor{ErrorKind::Invalid, "http.cursor", "翻页标记无效，请从第一页重新开始",
                                "The cursor is not one of ours; start again from the first page"};
inline constexpr Message busy{ErrorKind::Busy, "http.busy", "系统繁忙，请稍后重试",
                              "Too busy just now; try again shortly"};
inline constexpr Message broken{
    ErrorKind::Broken, "http.broken", "系统出错，请稍后重试；如反复出现，请把编号 {} 告诉管理员",
    "Something broke; try again, and tell the administrator the number {} if it stays"};
inline constexpr Message answer_differs{ErrorKind::Broken, "http.answer-differs",
                                        "接口 {} 的回答与其说明不符",
                                        "The answer of {} differs from its description"};
inline constexpr Message bad_routes{ErrorKind::Broken, "http.bad-routes", "路由表有误：{}",
                                    "The table of routes is wrong: {}"};
inline constexpr Message cannot_listen{
    ErrorKind::Unavailable, "http.cannot-listen", "无法监听 {}:{}（{}），请换一个端口或停掉占用它的程序",
    "Cannot listen on {}:{} ({}); choose another port or stop what holds it"};
inline constexpr Message no_web{ErrorKind::Unavailable, "http.no-web",
                                "找不到网页文件 {}，请先构建网页（npm run build）",
                                "No web files at {}; build the web first (npm run build)"};
// These belong to identity by name, but the gate that says them stands here.
inline constexpr Message signed_out{ErrorKind::Unauthenticated, "identity.signed-out",
                                    "尚未登录或登录已过期，请重新登录",
                                    "You are not signed in, or no longer; sign in again"};
inline constexpr Message not_permitted{ErrorKind::Forbidden, "identity.not-permitted",
                                       "您的角色不能进行此项操作，如有需要请联系管理员",
                                       "Your role may not do this; ask your administrator if you need it"};
inline constexpr Message password_change{ErrorKind::Forbidden, "identity.password-change-required",
                                         "首次登录须先修改密码，修改后即可继续",
                                         "Change your password first; then go on"};

}  // namespace niangjia::http::messages
