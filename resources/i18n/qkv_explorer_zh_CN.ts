<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>core</name>
    <message>
        <source>Bahdanau additive</source>
        <translation>Bahdanau 加性注意力</translation>
    </message>
    <message>
        <source>Capped</source>
        <translation>软截断后</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文向量</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>各键的贡献</translation>
    </message>
    <message>
        <source>Cross-attention (Transformer)</source>
        <translation>交叉注意力（Transformer）</translation>
    </message>
    <message>
        <source>Decoder input matrix</source>
        <translation>解码器输入矩阵</translation>
    </message>
    <message>
        <source>Decoder state matrix</source>
        <translation>解码器循环矩阵</translation>
    </message>
    <message>
        <source>Decoder states</source>
        <translation>解码器状态</translation>
    </message>
    <message>
        <source>Decoder-state matrix</source>
        <translation>解码器状态的投影矩阵</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>词嵌入</translation>
    </message>
    <message>
        <source>Encoder input matrix</source>
        <translation>编码器输入矩阵</translation>
    </message>
    <message>
        <source>Encoder state matrix</source>
        <translation>编码器循环矩阵</translation>
    </message>
    <message>
        <source>Encoder states</source>
        <translation>编码器状态</translation>
    </message>
    <message>
        <source>Encoder-state matrix</source>
        <translation>编码器状态的投影矩阵</translation>
    </message>
    <message>
        <source>Entropy in nats</source>
        <translation>熵（奈特）</translation>
    </message>
    <message>
        <source>Grouped-query (GQA)</source>
        <translation>分组查询注意力（GQA）</translation>
    </message>
    <message>
        <source>Heads joined</source>
        <translation>各头拼接</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>K = V</source>
        <translation>K = V</translation>
    </message>
    <message>
        <source>K = V = X</source>
        <translation>K = V = X</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Key and value matrix</source>
        <translation>键值共用矩阵</translation>
    </message>
    <message>
        <source>Key matrix</source>
        <translation>键矩阵</translation>
    </message>
    <message>
        <source>Key minus value</source>
        <translation>键减值</translation>
    </message>
    <message>
        <source>Key minus value, other reading</source>
        <translation>键减值（另一种读法）</translation>
    </message>
    <message>
        <source>Key, other reading</source>
        <translation>键（另一种读法）</translation>
    </message>
    <message>
        <source>Luong concat</source>
        <translation>Luong 拼接式（concat）</translation>
    </message>
    <message>
        <source>Luong dot</source>
        <translation>Luong 点积式（dot）</translation>
    </message>
    <message>
        <source>Luong general</source>
        <translation>Luong 一般式（general）</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Masked</source>
        <translation>掩码后</translation>
    </message>
    <message>
        <source>Mean over heads</source>
        <translation>各头平均</translation>
    </message>
    <message>
        <source>Multi-head self-attention</source>
        <translation>多头自注意力</translation>
    </message>
    <message>
        <source>Multi-query (MQA)</source>
        <translation>多查询注意力（MQA）</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Output matrix</source>
        <translation>输出矩阵</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置编码</translation>
    </message>
    <message>
        <source>Q = K</source>
        <translation>Q = K</translation>
    </message>
    <message>
        <source>Q = K = V</source>
        <translation>Q = K = V</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Query and key matrix</source>
        <translation>查询与键共用矩阵</translation>
    </message>
    <message>
        <source>Query matrix</source>
        <translation>查询矩阵</translation>
    </message>
    <message>
        <source>Query, key and value matrix</source>
        <translation>查询、键、值共用矩阵</translation>
    </message>
    <message>
        <source>Query, other reading</source>
        <translation>查询（另一种读法）</translation>
    </message>
    <message>
        <source>Row sum</source>
        <translation>行和</translation>
    </message>
    <message>
        <source>Scaled</source>
        <translation>缩放后</translation>
    </message>
    <message>
        <source>Score matrix</source>
        <translation>得分矩阵 Wₐ</translation>
    </message>
    <message>
        <source>Score vector</source>
        <translation>得分向量</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Source embedding</source>
        <translation>源文词嵌入</translation>
    </message>
    <message>
        <source>Source inputs</source>
        <translation>源文输入</translation>
    </message>
    <message>
        <source>Source position</source>
        <translation>源文位置编码</translation>
    </message>
    <message>
        <source>Tanh layer</source>
        <translation>tanh 层</translation>
    </message>
    <message>
        <source>Target embedding</source>
        <translation>译文词嵌入</translation>
    </message>
    <message>
        <source>Target inputs</source>
        <translation>译文输入</translation>
    </message>
    <message>
        <source>Target position</source>
        <translation>译文位置编码</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Value matrix</source>
        <translation>值矩阵</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>both are made from {vectors}</source>
        <translation>两者都由{vectors}得到</translation>
    </message>
    <message>
        <source>edited cells set them apart, by up to {difference:.4g}</source>
        <translation>改动过的单元格使两者不同，最大相差 {difference:.4g}</translation>
    </message>
    <message>
        <source>every number of K equals the one of V in its place</source>
        <translation>K 的每个数都等于 V 中同一位置的数</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>features of all heads</source>
        <translation>所有头的特征</translation>
    </message>
    <message>
        <source>features of the state before</source>
        <translation>前一状态的特征</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>key features</source>
        <translation>键特征</translation>
    </message>
    <message>
        <source>key tokens</source>
        <translation>键词元</translation>
    </message>
    <message>
        <source>key-value heads</source>
        <translation>键值头</translation>
    </message>
    <message>
        <source>keys and values apart: {keys} + {values} numbers</source>
        <translation>键和值分开存放：{keys} + {values} 个数</translation>
    </message>
    <message>
        <source>keys are made from {key}, values from {value}</source>
        <translation>键由{key}得到，值由{value}得到</translation>
    </message>
    <message>
        <source>keys have {key} numbers a token, values {value}</source>
        <translation>每个词元的键有 {key} 个数，值有 {value} 个数</translation>
    </message>
    <message>
        <source>model features</source>
        <translation>模型特征</translation>
    </message>
    <message>
        <source>no matrix makes either: both are taken as they are</source>
        <translation>两者都不经过矩阵，原样取用</translation>
    </message>
    <message>
        <source>one matrix, {matrix}, makes both</source>
        <translation>同一个矩阵 {matrix} 产生两者</translation>
    </message>
    <message>
        <source>one store serves as key and as value: {keys} numbers</source>
        <translation>一份存储兼作键和值：{keys} 个数</translation>
    </message>
    <message>
        <source>output features</source>
        <translation>输出特征</translation>
    </message>
    <message>
        <source>query features</source>
        <translation>查询特征</translation>
    </message>
    <message>
        <source>query tokens</source>
        <translation>查询词元</translation>
    </message>
    <message>
        <source>source tokens</source>
        <translation>源文词元</translation>
    </message>
    <message>
        <source>state features</source>
        <translation>状态特征</translation>
    </message>
    <message>
        <source>target tokens</source>
        <translation>译文词元</translation>
    </message>
    <message>
        <source>the decoder states S</source>
        <translation>解码器状态 S</translation>
    </message>
    <message>
        <source>the encoder states H</source>
        <translation>编码器状态 H</translation>
    </message>
    <message>
        <source>the identity (no matrix)</source>
        <translation>恒等映射（没有矩阵）</translation>
    </message>
    <message>
        <source>the input vectors X</source>
        <translation>输入向量 X</translation>
    </message>
    <message>
        <source>the key&apos;s map is {key}, the value&apos;s is {value}</source>
        <translation>键的映射是 {key}，值的映射是 {value}</translation>
    </message>
    <message>
        <source>the machine has no memory left for this run</source>
        <translation>本机内存不足，无法完成这次计算</translation>
    </message>
    <message>
        <source>the vector itself is key and value: {keys} numbers</source>
        <translation>向量本身既是键也是值：{keys} 个数</translation>
    </message>
    <message>
        <source>they differ, by up to {difference:.4g}</source>
        <translation>两者不同，最大相差 {difference:.4g}</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>two maps, but they agree on these vectors</source>
        <translation>两个不同的映射，但在这些向量上结果相同</translation>
    </message>
    <message>
        <source>two maps, {key} and {value}, that hold the same numbers</source>
        <translation>两个映射 {key} 和 {value}，其中的数值相同</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>use a shorter text or fewer heads</source>
        <translation>请缩短文本或减少头数</translation>
    </message>
    <message>
        <source>value features</source>
        <translation>值特征</translation>
    </message>
    <message>
        <source>value tokens</source>
        <translation>值词元</translation>
    </message>
</context>
<context>
    <name>formula</name>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
</context>
<context>
    <name>head_chips</name>
    <message>
        <source>Focused head</source>
        <translation>当前头</translation>
    </message>
    <message>
        <source>Head {number}</source>
        <translation>头 {number}</translation>
    </message>
    <message>
        <source>Show head {number}</source>
        <translation>显示头 {number}</translation>
    </message>
    <message>
        <source>The head that the plots show</source>
        <translation>图中显示的头</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>/ {count}</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>How well does each query match each key?</source>
        <translation>每个查询与每个键有多匹配？</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
</context>
<context>
    <name>step_panel</name>
    <message>
        <source>Plots of this step. Click a cell to pin it; the arrow keys move the pinned cell, Enter edits it, Escape lets it go.</source>
        <translation>本步骤的图。单击单元格可将其固定；方向键移动固定的单元格，回车键编辑，Esc 键取消固定。</translation>
    </message>
</context>
</TS>
