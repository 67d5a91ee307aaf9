// The document that describes the API: what it names is there, and it names all that is there.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/api.h"

namespace niangjia::http {
namespace {

using namespace testing_support;

class OpenApi : public OnEveryDatabaseWithApi {
  protected:
    template <class F>
    void each_operation(F&& visit) const {
        for (auto const& [path, methods] : document.at("paths").as_object()) {
            for (auto const& [method, operation] : methods.as_object()) {
                visit(std::string{path}, std::string{method}, operation);
            }
        }
    }
    static void collect_refs(json::value const& value, std::set<std::string>& refs) {
        if (auto const* object = value.if_object()) {
            for (auto const& [key, member] : *object) {
                if (key == "$ref" && member.is_string()) refs.insert(std::string{member.get_string()});
                collect_refs(member, refs);
            }
        } else if (auto const* array = value.if_array()) {
            for (auto const& element : *array) collect_refs(element, refs);
        }
    }

    json::value document = json_of(nobody().get("/api/openapi.json"));
};

TEST_P(OpenApi, IsOfVersion31AndServedToAnyone) {
    EXPECT_EQ(text_at(document, "/openapi"), "3.1.0");
    EXPECT_EQ(document, router.openapi());
    EXPECT_EQ(text_at(document, "/servers/0/url"), "/api");
}

TEST_P(OpenApi, DescribesEveryRouteOnceAndNoOther) {
    std::multiset<std::string> described;
    each_operation([&](auto const& path, auto const& method, auto const& operation) {
        described.insert(text_at(operation, "/operationId") + " " + method + " " + path);
    });
    std::multiset<std::string> served;
    std::set<std::string> names;
    for (auto const& route : router.routes()) {
        auto method = route.method;
        std::ranges::transform(method, method.begin(),
                               [](char c) { return static_cast<char>(c - 'A' + 'a'); });
        served.insert(route.operation + " " + method + " " + route.path);
        EXPECT_TRUE(names.insert(route.operation).second) << route.operation << " stands twice";
    }
    EXPECT_EQ(described, served);
    EXPECT_GE(served.size(), 35U);
}

TEST_P(OpenApi, SaysOfEveryOperationWhatItDoesAndWhoMay) {
    each_operation([&](auto const& path, auto const& method, auto const& operation) {
        SCOPED_TRACE(method + " " + path);
        EXPECT_FALSE(text_at(operation, "/summary").empty());
        EXPECT_FALSE(text_at(operation, "/description").starts_with("\n"));
        EXPECT_FALSE(text_at(operation, "/x-who-may").empty());
        EXPECT_FALSE(text_at(operation, "/tags/0").empty());
        auto const& responses = operation.at("responses").as_object();
        EXPECT_TRUE(responses.contains("default"));
        EXPECT_TRUE(
            std::ranges::any_of(responses, [](auto const& each) { return each.key().starts_with('2'); }));
    });
}

TEST_P(OpenApi, SaysOfEveryAnswerWhatIsInIt) {
    each_operation([&](auto const& path, auto const& method, auto const& operation) {
        for (auto const& [status, response] : operation.at("responses").as_object()) {
            if (status == "default") continue;
            SCOPED_TRACE(method + " " + path + " " + std::string{status});
            EXPECT_FALSE(text_at(response, "/description").empty());
            auto const* const content = response.as_object().if_contains("content");
            EXPECT_EQ(content == nullptr, status == "204");
            if (content == nullptr) continue;
            for (auto const& [media, described] : content->as_object()) {
                // That of this very document is the only one which says nothing.
                if (path == "/openapi.json") continue;
                EXPECT_FALSE(described.at("schema").as_object().empty()) << std::string_view{media};
            }
        }
    });
}

TEST_P(OpenApi, DescribesTheProblemsThatAreAnswered) {
    auto const& problem = document.at_pointer("/components/schemas/Problem").as_object();
    auto const& field = document.at_pointer("/components/schemas/FieldProblem").as_object();
    auto const expect_as_described = [](json::object const& value, json::object const& described) {
        for (auto const& name : described.at("required").as_array()) {
            EXPECT_TRUE(value.contains(name.as_string())) << name << " is not in " << json::value(value);
        }
        for (auto const& [name, member] : value) {
            EXPECT_TRUE(described.at("properties").as_object().contains(name)) << std::string_view{name};
        }
    };
    auto const client = signed_in("village-head", meiyuan);
    auto forged = client;
    forged.csrf = "x";
    std::set<int> statuses;
    for (auto const& response :
         {client.send(client.request("POST", "/api/records", "{")), nobody().get("/api/todos"),
          forged.send("DELETE", "/api/session"), client.get("/api/records/77"),
          client.send("PUT", "/api/records"), client.post("/api/records", json::object{{"colour", "red"}}),
          client.get("/api/persons"),
          client.post("/api/records/77/timeline", json::object{{"command", "problem-1"}, {"action", "x"}}),
          client.upload("/api/records", "text/plain", "a")}) {
        statuses.insert(response.status);
        EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
        auto const answer = json_of(response);
        expect_as_described(answer.as_object(), problem);
        EXPECT_EQ(answer.at("status").to_number<int>(), response.status);
        if (auto const* const listed = answer.as_object().if_contains("problems")) {
            EXPECT_GE(listed->as_array().size(), 1U);
            for (auto const& each : listed->as_array()) expect_as_described(each.as_object(), field);
        }
    }
    EXPECT_EQ(statuses, (std::set{400, 401, 403, 404, 405, 415, 422, 428}));
}

TEST_P(OpenApi, DeclaresTheParametersOfEveryPath) {
    each_operation([&](auto const& path, auto const& method, auto const& operation) {
        SCOPED_TRACE(method + " " + path);
        std::multiset<std::string> declared;
        if (auto const* parameters = operation.as_object().if_contains("parameters")) {
            for (auto const& one : parameters->as_array()) {
                if (text_at(one, "/in") == "path") declared.insert(text_at(one, "/name"));
            }
        }
        std::multiset<std::string> in_path;
        for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
            in_path.insert(path.substr(open + 1, path.find('}', open) - open - 1));
        }
        EXPECT_EQ(declared, in_path);
    });
}

TEST_P(OpenApi, HoldsEverythingThatItRefersTo) {
    std::set<std::string> refs;
    collect_refs(document, refs);
    EXPECT_GE(refs.size(), 15U);
    for (auto const& ref : refs) {
        ASSERT_TRUE(ref.starts_with("#/")) << ref;
        json::error_code failure;
        EXPECT_NE(document.find_pointer(ref.substr(1), failure), nullptr) << ref;
    }
}

TEST_P(OpenApi, HoldsNoComponentThatNothingRefersTo) {
    std::set<std::string> refs;
    collect_refs(document, refs);
    for (auto const& [name, schema] : document.at_pointer("/components/schemas").as_object()) {
        EXPECT_TRUE(refs.contains("#/components/schemas/" + std::string{name})) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Every, OpenApi, testing::ValuesIn(backends()), backend_name);

}  // namespace
}  // namespace niangjia::http
