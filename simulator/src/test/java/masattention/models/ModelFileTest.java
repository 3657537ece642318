package masattention.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import masattention.input.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each family of models says about attention, on files of the fields alone. */
class ModelFileTest {
  @TempDir private Path folder;

  private Model read(String json, Question question) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
    return ModelFile.read(file.toString(), question);
  }

  /** Every group as layers x heads/kv-heads headDim/valueDim, mask, window or chunk, lengths. */
  private static String text(Model model) {
    return model.groups().stream().map(ModelFileTest::text).collect(Collectors.joining(" | "));
  }

  private static String text(LayerGroup group) {
    return "%s %sx%s/%s %s/%s%s%s%s%s%s"
        .formatted(
            group.name(),
            group.layers().value(),
            group.queryHeads().value(),
            group.kvHeads().value(),
            group.headDim().value(),
            group.valueDim().value(),
            group.causal() ? " causal" : "",
            group.window().map(w -> " w" + w.value()).orElse(""),
            group.chunk().map(c -> " c" + c.value()).orElse(""),
            length(group),
            group.repeats().value() == 1 ? "" : " *" + group.repeats().value());
  }

  private static String length(LayerGroup group) {
    if (group.queries() instanceof Length.Fixed fixed) {
      return " n" + fixed.fact().value();
    }
    if (group.keys() instanceof Length.Fixed fixed) {
      return " kv" + fixed.fact().value();
    }
    return group.isSelf() ? "" : " cross";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // synonyms of width, heads and layers; FFN widths and limits are no sizes of attention
        "{'model_type':'bert','hidden_size':96,'num_attention_heads':6,'num_hidden_layers':3} ~ encoder-self 3x6/6 16/16",
        "{'model_type':'distilbert','dim':64,'hidden_dim':256,'n_heads':4,'n_layers':2} ~ encoder-self 2x4/4 16/16",
        "{'model_type':'gpt2','n_embd':64,'n_head':4,'n_layer':5,'n_positions':1024} ~ decoder-self 5x4/4 16/16 causal",
        "{'model_type':'bloom','n_embed':64,'num_attention_heads':4,'n_layer':5} ~ decoder-self 5x4/4 16/16 causal",
        "{'model_type':'xglm','d_model':64,'attention_heads':4,'num_layers':5} ~ decoder-self 5x4/4 16/16 causal",
        "{'model_type':'mpt','d_model':64,'n_heads':4,'n_layers':2,'attn_config':{'kv_n_heads':2}} ~ decoder-self 2x4/2 16/16 causal",
        "{'model_type':'bert','is_decoder':true,'add_cross_attention':true,'hidden_size':96,'num_attention_heads':6,'num_hidden_layers':3} ~ decoder-self 3x6/6 16/16 causal | decoder-cross 3x6/6 16/16 cross",
        // key/value heads: stated, null, absent with and without a default of the class
        "{'model_type':'llama','hidden_size':128,'num_attention_heads':8,'num_key_value_heads':2,'num_hidden_layers':2} ~ decoder-self 2x8/2 16/16 causal",
        "{'model_type':'llama','hidden_size':128,'num_attention_heads':8,'num_hidden_layers':2} ~ decoder-self 2x8/8 16/16 causal",
        "{'model_type':'mixtral','hidden_size':512,'num_attention_heads':32,'num_hidden_layers':2,'sliding_window':null} ~ decoder-self 2x32/8 16/16 causal",
        "{'model_type':'mixtral','hidden_size':512,'num_attention_heads':32,'num_key_value_heads':null,'num_hidden_layers':2} ~ decoder-self 2x32/32 16/16 causal",
        "{'model_type':'dbrx','d_model':64,'n_heads':4,'n_layers':2} ~ decoder-self 2x4/1 16/16 causal",
        "{'model_type':'falcon','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2,'num_kv_heads':2,'multi_query':true,'new_decoder_architecture':false} ~ decoder-self 2x4/1 16/16 causal",
        "{'model_type':'falcon','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2,'num_kv_heads':2,'multi_query':true,'new_decoder_architecture':true} ~ decoder-self 2x4/2 16/16 causal",
        "{'model_type':'falcon','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2,'multi_query':false} ~ decoder-self 2x4/4 16/16 causal",
        "{'model_type':'gpt_bigcode','n_embd':64,'n_head':4,'n_layer':2,'multi_query':false} ~ decoder-self 2x4/4 16/16 causal",
        // depth of a head: stated, null, of the class
        "{'model_type':'qwen3','hidden_size':64,'num_attention_heads':8,'num_key_value_heads':2,'num_hidden_layers':2,'head_dim':32} ~ decoder-self 2x8/2 32/32 causal",
        "{'model_type':'llama','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':2,'head_dim':null} ~ decoder-self 2x8/8 8/8 causal",
        "{'model_type':'gemma','hidden_size':64,'num_attention_heads':8,'num_key_value_heads':1,'num_hidden_layers':2} ~ decoder-self 2x8/1 256/256 causal",
        // windows
        "{'model_type':'mistral','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':2} ~ local 2x8/8 8/8 causal w4096",
        "{'model_type':'phi3','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':2,'sliding_window':7} ~ local 2x8/8 8/8 causal w7",
        "{'model_type':'qwen2','hidden_size':64,'num_attention_heads':8,'num_key_value_heads':2,'num_hidden_layers':5,'use_sliding_window':true,'sliding_window':7,'max_window_layers':3} ~ global 3x8/2 8/8 causal | local 2x8/2 8/8 causal w7",
        "{'model_type':'qwen2','hidden_size':64,'num_attention_heads':8,'num_key_value_heads':2,'num_hidden_layers':5,'sliding_window':7,'max_window_layers':3} ~ decoder-self 5x8/2 8/8 causal",
        "{'model_type':'gemma2','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':5,'head_dim':8,'sliding_window':7} ~ local 3x8/4 8/8 causal w7 | global 2x8/4 8/8 causal",
        "{'model_type':'cohere2','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':9,'sliding_window':7} ~ local 7x8/8 8/8 causal w7 | global 2x8/8 8/8 causal",
        "{'model_type':'cohere2','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':9,'sliding_window':7,'sliding_window_pattern':3} ~ local 6x8/8 8/8 causal w7 | global 3x8/8 8/8 causal",
        "{'model_type':'exaone4','hidden_size':64,'num_attention_heads':8,'num_key_value_heads':2,'num_hidden_layers':8,'sliding_window':7,'sliding_window_pattern':'LLLG'} ~ local 6x8/2 8/8 causal w7 | global 2x8/2 8/8 causal",
        "{'model_type':'exaone4','hidden_size':64,'num_attention_heads':8,'num_key_value_heads':2,'num_hidden_layers':8,'sliding_window':null,'sliding_window_pattern':null} ~ decoder-self 8x8/2 8/8 causal",
        "{'model_type':'olmo3','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':3,'sliding_window':7,'layer_types':['full_attention','full_attention','sliding_attention']} ~ global 2x8/8 8/8 causal | local 1x8/8 8/8 causal w7",
        "{'model_type':'gpt_neo','hidden_size':64,'num_heads':8,'num_layers':4,'window_size':9,'attention_types':[[['global','local'],2]]} ~ global 2x8/8 8/8 causal | local 2x8/8 8/8 causal w9",
        "{'model_type':'modernbert','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':4,'local_attention':10} ~ global 2x8/8 8/8 | local 2x8/8 8/8 w11",
        "{'model_type':'longformer','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':3,'attention_window':[8,8,4]} ~ local 2x8/8 8/8 w9 | local 1x8/8 8/8 w5",
        "{'model_type':'gemma3_text','use_bidirectional_attention':true,'hidden_size':64,'num_attention_heads':4,'num_hidden_layers':6,'head_dim':16,'sliding_window':8} ~ local 5x4/4 16/16 w9 | global 1x4/4 16/16",
        // layers without attention
        "{'model_type':'jamba','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':8,'attn_layer_period':4,'attn_layer_offset':1} ~ decoder-self 2x8/8 8/8 causal",
        "{'model_type':'lfm2','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':3,'layer_types':['conv','full_attention','conv']} ~ decoder-self 1x8/8 8/8 causal",
        "{'model_type':'qwen3_next','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':8} ~ decoder-self 2x8/2 256/256 causal",
        "{'model_type':'nemotron_h','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':5,'hybrid_override_pattern':'M*-M*'} ~ decoder-self 2x8/8 128/128 causal",
        // latent attention
        "{'model_type':'deepseek_v3','hidden_size':64,'num_attention_heads':8,'num_hidden_layers':2,'kv_lora_rank':24,'qk_nope_head_dim':10,'qk_rope_head_dim':6,'v_head_dim':12} ~ decoder-self 2x8/8 16/12 causal",
        // encoder and decoder
        "{'model_type':'t5','d_model':24,'d_kv':5,'num_heads':2,'num_layers':3} ~ encoder-self 3x2/2 5/5 | decoder-self 3x2/2 5/5 causal | decoder-cross 3x2/2 5/5 cross",
        "{'model_type':'t5','architectures':['T5EncoderModel'],'d_model':24,'d_kv':5,'num_heads':2,'num_layers':3,'num_decoder_layers':4} ~ encoder-self 3x2/2 5/5",
        "{'model_type':'bart','d_model':24,'encoder_layers':3,'encoder_attention_heads':2,'decoder_layers':4,'decoder_attention_heads':3,'num_hidden_layers':3} ~ encoder-self 3x2/2 12/12 | decoder-self 4x3/3 8/8 causal | decoder-cross 4x3/3 8/8 cross",
        "{'model_type':'whisper','d_model':24,'encoder_layers':3,'encoder_attention_heads':2,'decoder_layers':4,'decoder_attention_heads':3,'max_source_positions':50} ~ encoder-self 3x2/2 12/12 n50 | decoder-self 4x3/3 8/8 causal | decoder-cross 4x3/3 8/8 kv50",
        // images
        "{'model_type':'vit','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2,'image_size':32,'patch_size':8} ~ vision 2x4/4 16/16 n17",
        "{'model_type':'deit','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2,'image_size':32,'patch_size':8} ~ vision 2x4/4 16/16 n18",
        "{'model_type':'siglip_vision_model','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2,'image_size':35,'patch_size':8} ~ vision 2x4/4 16/16 n16",
        "{'model_type':'dinov2_with_registers','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2,'image_size':[32,16],'patch_size':8,'num_register_tokens':3} ~ vision 2x4/4 16/16 n12",
        "{'model_type':'swin','embed_dim':8,'depths':[1,3],'num_heads':[2,4],'window_size':3,'image_size':48,'patch_size':4,'hidden_size':16,'num_layers':2} ~ stage1 1x2/2 4/4 n9 *16 | stage2 3x4/4 4/4 n9 *4",
        "{'model_type':'swin','embed_dim':8,'depths':[1],'num_heads':[2],'window_size':7,'image_size':16,'patch_size':4} ~ stage1 1x2/2 4/4 n16",
        // towers
        "{'model_type':'clip','text_config':{'hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2},'vision_config':{'hidden_size':32,'num_attention_heads':4,'num_hidden_layers':3,'image_size':28,'patch_size':14}} ~ text 2x4/4 16/16 causal | vision 3x4/4 8/8 n5",
        "{'model_type':'llava','text_config':{'model_type':'llama','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2},'vision_config':{'model_type':'siglip_vision_model','hidden_size':32,'num_attention_heads':4,'num_hidden_layers':3,'image_size':28,'patch_size':14}} ~ decoder-self 2x4/4 16/16 causal | vision 3x4/4 8/8 n4",
        "{'model_type':'qwen2_vl','hidden_size':64,'num_attention_heads':4,'num_key_value_heads':2,'num_hidden_layers':2,'vision_config':{'depth':3,'embed_dim':32,'hidden_size':64,'num_heads':4}} ~ decoder-self 2x4/2 16/16 causal | vision 3x4/4 8/8",
        "{'model_type':'qwen2_5_vl','text_config':{'model_type':'qwen2_5_vl_text','hidden_size':64,'num_attention_heads':4,'num_key_value_heads':2,'num_hidden_layers':2},'vision_config':{'model_type':'qwen2_5_vl','depth':4,'hidden_size':32,'num_heads':4,'patch_size':7,'window_size':28,'fullatt_block_indexes':[3]}} ~ decoder-self 2x4/2 16/16 causal | vision-window 3x4/4 8/8 c16 | vision-global 1x4/4 8/8",
        "{'model_type':'llama4','text_config':{'model_type':'llama4_text','hidden_size':64,'num_attention_heads':4,'num_key_value_heads':2,'head_dim':16,'num_hidden_layers':8,'attention_chunk_size':32,'no_rope_layers':[]},'vision_config':{'hidden_size':32,'num_attention_heads':4,'num_hidden_layers':3,'image_size':28,'patch_size':14}} ~ local-chunked 6x4/2 16/16 causal c32 | global 2x4/2 16/16 causal | vision 3x4/4 8/8 n5",
        "{'model_type':'mllama','text_config':{'model_type':'mllama_text_model','hidden_size':64,'num_attention_heads':4,'num_key_value_heads':2,'num_hidden_layers':40,'cross_attention_layers':[3,8,13,18,23,28,33,38]},'vision_config':{'model_type':'mllama_vision_model','hidden_size':32,'attention_heads':4,'num_hidden_layers':3,'num_global_layers':1,'image_size':560,'patch_size':14,'max_num_tiles':4}} ~ decoder-self 32x4/2 16/16 causal | decoder-cross 8x4/2 16/16 kv6404 | vision 4x4/4 8/8 n6432",
      })
  void aFileSays(String json, String expected) throws IOException {
    assertEquals(expected, text(read(json, Question.ALL)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "version https://git-lfs.github.com/spec/v1 ~ is a Git LFS pointer",
        "{'lang_ids':[1]} ~ model_type is missing; this is no config.json",
        "{'model_type':7} ~ model_type (7) must be a line of text.",
        "{'model_type':'mixer-seq','auto_map':{}} ~ a model with code of its own (auto_map)",
        "{'model_type':'lama'} ~ did you mean llama?",
        "{'model_type':'llama','hidden_size':65,'num_attention_heads':8} ~ hidden_size (65) must be a multiple of num_attention_heads (8), or head_dim must be given.",
        "{'model_type':'llama','num_attention_heads':9,'num_key_value_heads':2} ~ num_key_value_heads (2) must divide num_attention_heads (9).",
        "{'model_type':'llama','hidden_size':'big'} ~ hidden_size (\"big\") must be a whole number",
        "{'model_type':'llama','hidden_size':-4} ~ hidden_size (-4) must be a whole number",
        "{'model_type':'llama','hidden_size':null} ~ hidden_size is null; it must be",
        "{'model_type':'llama','num_hidden_layers':2.5} ~ num_hidden_layers (2.5) must be a whole number",
        "{'model_type':'olmo3','num_hidden_layers':3,'layer_types':['full_attention']} ~ layer_types has 1 entries; it must have one for each of the 3 layers.",
        "{'model_type':'olmo3','num_hidden_layers':1,'layer_types':['ring_attention']} ~ layer_types[0] (\"ring_attention\") is no known kind of layer",
        "{'model_type':'olmo3','num_hidden_layers':1,'layer_types':[7]} ~ layer_types (an array) must be an array of texts.",
        "{'model_type':'olmo3','num_hidden_layers':1,'sliding_window':null,'layer_types':['sliding_attention']} ~ sliding_window is null",
        "{'model_type':'qwen3_next','num_hidden_layers':1,'layer_types':['linear_attention']} ~ no layer has attention",
        "{'model_type':'granitemoehybrid'} ~ layer_types is missing; it must say which layers have attention.",
        "{'model_type':'jamba','attn_layer_period':4,'attn_layer_offset':4} ~ attn_layer_offset (4) must be a whole number from 0 to 3.",
        "{'model_type':'exaone4','sliding_window':5,'sliding_window_pattern':'LXG'} ~ sliding_window_pattern (\"LXG\") must be",
        "{'model_type':'gpt_neo','attention_types':[[['global','other'],12]]} ~ attention_types (an array) must be",
        "{'model_type':'nemotron_h','num_hidden_layers':2,'hybrid_override_pattern':'MX'} ~ hybrid_override_pattern (\"MX\") must be",
        "{'model_type':'swin','depths':[2,2],'num_heads':[3]} ~ num_heads has 1 entries and depths 2",
        "{'model_type':'vit','image_size':8,'patch_size':16} ~ image_size (8) must be at least patch_size.",
        "{'model_type':'clip','text_config':7,'vision_config':{}} ~ text_config (7) must be an object.",
        "{'model_type':'clip','text_config':{},'vision_config':{'hidden_size':'x'}} ~ vision_config.hidden_size (\"x\") must be",
        "{'model_type':'llava','text_config':{'model_type':'own'},'vision_config':{}} ~ text_config.model_type: unknown type \"own\"",
        "{'model_type':'llava','hidden_size':64,'num_hidden_layers':2,'mm_vision_tower':'x'} ~ text_config is missing; a llava of this layout says nothing about its text tower",
        "{'model_type':'gemma3n','text_config':{'model_type':'gemma3n_text'}} ~ vision_config is missing",
      })
  void whatCannotBeKnownIsRefused(String json, String reason) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> read(json, Question.ALL));
    assertTrue(
        refusal.getMessage().startsWith(folder.resolve("config.json") + ": ")
            && refusal.getMessage().contains(reason),
        refusal.getMessage());
  }

  @Test
  void everyKnownTypeReadsAnEmptyConfigurationOrSaysWhatItNeeds() throws IOException {
    int read = 0;
    for (ModelType type : ModelType.known().values()) {
      String json = "{'model_type':'%s'}".formatted(type.name());
      try {
        Model model = read(json, Question.ALL);
        assertTrue(!model.warnings().isEmpty(), type.name());
        assertTrue(
            model.groups().stream().noneMatch(group -> group.headDim().origin() == Origin.FILE));
        read++;
      } catch (InvalidInputException e) {
        assertTrue(
            e.getMessage().contains(" is missing; ")
                || e.getMessage().contains(" must be a multiple of "),
            e.getMessage());
      }
    }
    assertTrue(read >= 160, "only %s types have defaults".formatted(read));
  }

  @Test
  void aPartOfAModelCanBeAskedFor() throws IOException {
    String original =
        "{'model_type':'llava','hidden_size':64,'num_attention_heads':4,'num_hidden_layers':2}";
    assertEquals(
        "decoder-self 2x4/4 16/16 causal",
        text(read(original, new Question(Part.TEXT, Latent.NAIVE))));
    String t5 = "{'model_type':'t5','d_model':24,'d_kv':5,'num_heads':2,'num_layers':3}";
    assertEquals(
        "encoder-self 3x2/2 5/5", text(read(t5, new Question(Part.ENCODER, Latent.NAIVE))));
    InvalidInputException none =
        assertThrows(
            InvalidInputException.class, () -> read(t5, new Question(Part.VISION, Latent.NAIVE)));
    assertTrue(none.getMessage().contains("has no part vision"), none.getMessage());
  }

  @Test
  void latentAttentionIsAbsorbedOnRequest() throws IOException {
    String json =
        "{'model_type':'deepseek_v2','num_attention_heads':8,'num_hidden_layers':2,'kv_lora_rank':24,'qk_nope_head_dim':10,'qk_rope_head_dim':6,'v_head_dim':12}";
    assertEquals(
        "decoder-self 2x8/1 30/24 causal",
        text(read(json, new Question(Part.ALL, Latent.ABSORBED))));
  }

  @Test
  void everyNumberSaysWhereItIsFrom() throws IOException {
    LayerGroup group =
        read(
                "{'model_type':'qwen2','hidden_size':64,'num_attention_heads':32,'num_hidden_layers':2}",
                Question.ALL)
            .groups()
            .get(0);
    assertEquals(new Fact(2, Origin.FILE, "num_hidden_layers"), group.layers());
    assertEquals(
        new Fact(32, Origin.CLASS_DEFAULT, "Qwen2Config.num_key_value_heads"), group.kvHeads());
    assertEquals(Fact.derived(2, "hidden_size / num_attention_heads = 64 / 32"), group.headDim());
  }

  @Test
  void whatIsLeftOutIsSaid() throws IOException {
    Model model =
        read("{'model_type':'jamba','num_hidden_layers':8,'num_experts':4}", Question.ALL);
    assertEquals(List.of("7 of 8 layers: mamba", "experts (num_experts)"), model.skipped());
    assertTrue(
        read("{'model_type':'deberta-v2'}", Question.ALL)
            .warnings()
            .toString()
            .contains("Disentangled"));
    assertTrue(
        read("{'model_type':'gemma2'}", Question.ALL).warnings().toString().contains("tanh"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.onnx", "topology.csv", "model.safetensors", "model.gguf"})
  void filesOfOtherKindsAreRefusedByName(String name) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> ModelFile.in(name));
    assertTrue(refusal.getMessage().startsWith(name + ": "), refusal.getMessage());
  }

  @Test
  void aFolderStandsForItsConfiguration() throws IOException {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> ModelFile.in(folder.toString()));
    assertTrue(refusal.getMessage().contains("without a config.json"), refusal.getMessage());
    read("{'model_type':'bert'}", Question.ALL);
    assertEquals(folder.resolve("config.json").toString(), ModelFile.in(folder.toString()));
    assertEquals(folder.getFileName().toString(), ModelFile.name(folder.toString()));
    assertEquals("bert-base", ModelFile.name("models/bert-base.JSON"));
  }
}
